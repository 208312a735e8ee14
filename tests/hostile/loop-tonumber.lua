-- expects: script-budget
function Link()
    local s = ('1'):rep(3e7)
    local tonumber = tonumber
    while true do tonumber(s, 10) end
end
