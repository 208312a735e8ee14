-- fails
function Span(e) return e.attr end
