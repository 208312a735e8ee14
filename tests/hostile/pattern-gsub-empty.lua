-- expects: script-budget
function Link() local s = ('x'):rep(1e6) while true do s:gsub('', 'y') end end
