-- expects: script-budget
function Link()
    local t = {}
    for i = 1, 100000 do t[i] = ('x'):rep(1000) end
    while true do t[#t + 1] = table.concat(t) end
end
