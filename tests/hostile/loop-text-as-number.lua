-- expects: script-budget
function Link()
    local s = (' '):rep(3e7)
    while true do pcall(function() return s + 1 end) end
end
