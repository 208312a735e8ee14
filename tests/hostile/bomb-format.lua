-- expects: script-budget
function Link() local s = ('x'):rep(1e6) while true do s = ('%s%s'):format(s, s) end end
