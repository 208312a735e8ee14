-- fails
function Meta() return "text" end
