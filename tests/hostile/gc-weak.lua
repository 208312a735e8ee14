-- expects: weak tables (__mode) are not available here
function Link() setmetatable({}, {__mode = 'k'}) end
