function Div(e) return e:walk{Str = function(s) return pandoc.Str(s.text:upper()) end, Header = function(h) return pandoc.Para(h.content) end} end
