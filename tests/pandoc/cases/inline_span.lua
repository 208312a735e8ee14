function Span(e) e.identifier = 'n-' .. e.identifier return e end
