-- expects: script-budget
function Link() return ('x'):rep(1e10) end
