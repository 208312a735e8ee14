local shared = pandoc.Str "s"
return {{Space = function() return shared end}, {Str = function(e) e.text = e.text .. "1" return e end}}
