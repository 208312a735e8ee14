-- expects: script-budget
function Link() return #setmetatable({}, {__len = function() while true do end end}) end
