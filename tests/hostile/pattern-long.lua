-- expects: script-budget
function Link()
    local p = ('b'):rep(2e7)
    while true do ('a'):find(p) end
end
