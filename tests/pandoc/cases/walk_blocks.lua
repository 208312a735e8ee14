function Pandoc(d) d.blocks = d.blocks:walk{Para = function(p) return {p, pandoc.HorizontalRule()} end, Blocks = function(b) b:insert(pandoc.Null()) return b end} return d end
