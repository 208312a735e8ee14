-- expects: script-
function Link() while true do pandoc.read('[a]: /' .. ('x'):rep(50000) .. '\n\n' .. ('[a] '):rep(20000)) end end
