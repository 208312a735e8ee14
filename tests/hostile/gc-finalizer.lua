-- expects: finalizers (__gc) are not available here
function Link() setmetatable({}, {__gc = function() while true do end end}) end
