-- expects: nothing
function Link() local function f() return pcall(pcall, f) end f() local function g() xpcall(g, g) end g() end
