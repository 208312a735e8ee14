-- expects: script-budget
function Link()
    local c = coroutine.wrap(function() while true do coroutine.yield() end end)
    while true do c() end
end
