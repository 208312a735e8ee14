local co = coroutine.wrap(function() local n = 0 while true do n = n + 1 coroutine.yield(n) end end)
function Header(e) e.content:insert(pandoc.Str(tostring(co()))) return e end
