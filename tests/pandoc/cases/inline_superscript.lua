function Superscript(e) return pandoc.Subscript(e.content) end
