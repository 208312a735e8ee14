function Para(e) e.content = e.content:walk{Str = function(s) return pandoc.Str(#s.text .. "") end} return e end
