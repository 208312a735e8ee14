return {{traverse = "topdown", Blocks = function(b) b:insert(pandoc.Para "end") return b end}}
