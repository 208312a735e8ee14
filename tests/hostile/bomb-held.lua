-- expects: nothing
local keep = {}
for i = 1, 100 do keep[i] = ('x'):rep(1e6) .. i end
function Link() assert(#keep > 1) end
