function Str() return pandoc.Str "global" end
return {{Emph = function(e) return pandoc.Strong(e.content) end}}
