-- expects: nothing
function Link()
    assert(not getmetatable('') and not pcall(setmetatable, '', {}))
    string.upper = function() return 'leaked' end
    string.leaked = 1
end
