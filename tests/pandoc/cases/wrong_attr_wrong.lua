-- fails
function Header(e) e.attr = 5 return e end
