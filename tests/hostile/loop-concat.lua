-- expects: script-budget
function Link() return setmetatable({}, {__concat = function() while true do end end}) .. 'x' end
