-- expects: script-error
local keep = {}
for i = 1, 100 do keep[i] = ('x'):rep(1e6) .. i end
function Link() error('x' .. #keep) end
