-- expects: script-
function Link() while true do print(('x'):rep(3e7)) end end
