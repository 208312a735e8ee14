function Pandoc(d) return d:walk{Str = function(s) return pandoc.Str "w" end, Meta = function(m) m.walked = true return m end} end
