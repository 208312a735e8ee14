-- expects: script-budget
function Link()
    local function f()
        local a <close> = setmetatable({}, {__close = function() f2() end})
        local b <close> = setmetatable({}, {__close = function() error 'b' end})
        error 'x'
    end
    f2 = function() while true do pcall(f) end end
    f2()
end
