-- expects: script-budget
function Link() local s = ('x'):rep(1e5) while true do s:gsub('', 'y') end end
