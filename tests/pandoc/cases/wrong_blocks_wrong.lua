-- fails
function Blocks() return {5} end
