-- expects: nothing
function Link()
    local asked = 0
    local t = setmetatable({}, {__len = function() asked = asked + 1 return asked % 2 == 1 and 0 or 1e12 end})
    table.insert(t, 1, 'x')
end
