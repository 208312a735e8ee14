-- expects: script-budget
local kept = {}
function Link() for i = 1, 1e9 do kept[i] = ('%099d'):format(i % 10) .. i end end
