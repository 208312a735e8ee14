return {{traverse = "sideways", Str = function(e) return pandoc.Emph{e} end}}
