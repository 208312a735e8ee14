-- expects: overflow
function Link() error(setmetatable({}, {__tostring = function(t) return tostring(t) .. "x" end})) end
