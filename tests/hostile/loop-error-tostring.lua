-- expects: script-budget
function Link() error(setmetatable({}, {__tostring = function() while true do end end})) end
