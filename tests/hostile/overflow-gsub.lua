-- expects: overflow
local function f(x) return (x:gsub('.', f)) end
function Link() return f 'x' end
