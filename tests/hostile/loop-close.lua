-- expects: script-budget
function Link() local x <close> = setmetatable({}, {__close = function() while true do end end}) end
