-- fails
function Str(e) e.colour = "red" return e end
