-- fails
function Table(e) e.bodies[1].body[1].cells[1] = 5 return e end
