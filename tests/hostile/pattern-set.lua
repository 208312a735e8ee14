-- expects: script-budget
function Link()
    local set = '[' .. ('b'):rep(8e6) .. ']'
    local s = ('a'):rep(8e6)
    while true do s:find(set) end
end
