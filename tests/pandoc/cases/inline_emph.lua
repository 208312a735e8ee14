function Emph(e) return pandoc.Strong(e.content) end
