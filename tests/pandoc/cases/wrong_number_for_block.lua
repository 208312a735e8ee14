-- fails
function Para() return 7 end
