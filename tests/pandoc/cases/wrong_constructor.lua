-- fails
function Str(e) return pandoc.Link("a") end
