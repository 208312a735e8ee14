-- expects: script-budget
function Link() ('x'):gsub('.', setmetatable({}, {__index = function() while true do end end})) end
