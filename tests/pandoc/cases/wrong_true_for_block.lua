-- fails
function Para() return true end
