-- expects: script-budget
function Link()
    local function iter() return nil end
    for i = 1, 1e18 do
        for x in iter, nil, nil, setmetatable({}, {__close = function() for j = 1, 1e18 do end end}) do end
        goto continue
        ::continue::
    end
end
