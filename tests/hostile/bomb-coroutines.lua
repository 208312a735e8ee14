-- expects: script-budget
local kept = {}
function Link() while true do local c = coroutine.create(function() coroutine.yield() end) coroutine.resume(c) kept[#kept + 1] = c end end
