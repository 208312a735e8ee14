-- expects: stack overflow
local function f() return 1 + f() end
function Link() return f() end
