-- expects: overflow
local m = {}
m.__tostring = function(t) return tostring(setmetatable({}, m)) end
function Link() return tostring(setmetatable({}, m)) end
