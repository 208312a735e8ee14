-- expects: script-budget
function Link() coroutine.wrap(function() while true do end end)() end
