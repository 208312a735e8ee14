-- expects: script-budget
function Link() for k in pairs(setmetatable({}, {__pairs = function() return function() return 1 end end})) do end end
