-- expects: nothing
function Link() local n = 0 return table.concat(setmetatable({}, {__len = function() n = n + 1 return n == 1 and 1 or 1e15 end, __index = rawlen})) end
