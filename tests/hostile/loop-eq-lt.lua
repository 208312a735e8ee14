-- expects: script-budget
local m = {__lt = function() while true do end end}
function Link() return setmetatable({}, m) < setmetatable({}, m) end
