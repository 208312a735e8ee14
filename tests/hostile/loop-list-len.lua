-- expects: script-budget
function Link() local l = pandoc.List.new(setmetatable({}, {__len = function() return 1e15 end, __index = pandoc.List}), {__len = function() return 1e15 end, __index = pandoc.List, __metatable = 1}) return pandoc.List.map(setmetatable({}, {__len = function() return 1e15 end}), function(x) return 1 end) end
