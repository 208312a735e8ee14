-- expects: script-
function Link() while true do pandoc.read(('|a'):rep(5000) .. '\n' .. ('|-'):rep(5000) .. '\n' .. ('|x\n'):rep(5000)) end end
