-- fails
function Str(e) e.text = {} return e end
