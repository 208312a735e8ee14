-- expects: script-budget
function Link() while true do print(('x'):rep(1000)) end end
