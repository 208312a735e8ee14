-- expects: attempt to call a nil value
function Link() return load('\27Lua')() end
