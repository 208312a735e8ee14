function Table(t) return t:walk{Plain = function(p) return pandoc.Para(p.content) end} end
