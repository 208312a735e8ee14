function Inline(e) return pandoc.Str("I" .. e.t) end
function Emph(e) return pandoc.Strong(e.content) end
