--| One *two* [three](u "t").
function Str(element) return pandoc.Emph {element} end
