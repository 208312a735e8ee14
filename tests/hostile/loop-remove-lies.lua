-- expects: nothing
function Link()
    local asked = 0
    local t = setmetatable({}, {__len = function() asked = asked + 1 return asked % 2 == 1 and 1 or 1e12 end})
    table.remove(t, 1)
end
