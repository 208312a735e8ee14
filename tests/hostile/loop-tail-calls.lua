-- expects: script-budget
local function f() return f() end
function Link() return f() end
