function Emph(e) return e:walk{Emph = function() return {} end} end
