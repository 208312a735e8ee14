-- fails
function Str() return 5 end
