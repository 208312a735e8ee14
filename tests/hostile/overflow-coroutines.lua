-- expects: script-
local function f() return coroutine.wrap(f)() end
function Link() f() end
