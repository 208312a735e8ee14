-- expects: script-budget
function Link() while true do coroutine.resume(coroutine.create(function() end)) end end
