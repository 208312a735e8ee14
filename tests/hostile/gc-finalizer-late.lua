-- expects: nothing
-- Lua notes a finalizer when the metatable is set: afterwards it is a name like any other.
function Link() local m = {} for i = 1, 100 do setmetatable({}, m) end m.__gc = function() while true do end end end
