function Div(e) local copy = e:walk{Str = function() return pandoc.Str "z" end} return {e, copy} end
