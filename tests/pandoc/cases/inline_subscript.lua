function Subscript(e) return pandoc.Span(e.content, {class = 'sub'}) end
