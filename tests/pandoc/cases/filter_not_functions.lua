Str = "text"
Emph = 5
function Strong(e) return e.content end
