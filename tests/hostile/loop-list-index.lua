-- expects: script-budget
function Link() return pandoc.Para(setmetatable({}, {__index = function() while true do end end, __len = function() return 3 end})), pandoc.List.extend({}, setmetatable({}, {__index = function() while true do end end, __len = function() return 3 end})) end
