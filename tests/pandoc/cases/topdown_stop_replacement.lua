return {{traverse = "topdown", Para = function(e) return pandoc.Div{pandoc.Plain(e.content)}, false end, Str = function(e) return pandoc.Str "s" end}}
