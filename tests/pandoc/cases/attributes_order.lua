--| [x]{z=1 y=2 a=3 m=4}
function Span(e) e.attributes.y = nil e.attributes.b = "5" e.attributes.z = "0" return e end
