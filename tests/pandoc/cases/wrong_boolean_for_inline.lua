-- fails
function Str() return false end
