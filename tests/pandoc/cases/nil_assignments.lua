function Link(e) e.title = nil return e end
function Header(e) e.content = nil e.level = 4 return e end
