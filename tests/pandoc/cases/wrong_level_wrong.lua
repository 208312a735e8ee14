-- fails
function Header(e) e.level = "high" return e end
