function Link(e) return e:walk{Str = function(s) return pandoc.Emph{s} end} end
