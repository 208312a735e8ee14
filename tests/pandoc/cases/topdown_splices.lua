return {{traverse = "topdown", Header = function(e) return {pandoc.Plain(e.content), pandoc.BlockQuote{pandoc.Para "new"}} end, Str = function(e) return {e, pandoc.Str "."} end}}
