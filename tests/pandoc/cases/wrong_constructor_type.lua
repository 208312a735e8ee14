-- fails
function Str(e) return pandoc.Emph(true) end
