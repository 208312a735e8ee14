-- fails
function OrderedList(e) e.style = "Fancy" return e end
