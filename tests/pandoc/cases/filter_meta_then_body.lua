local title
return {{Meta = function(m) title = pandoc.utils.stringify(m.title) end}, {Header = function(e) e.content = e.content .. pandoc.Inlines(" " .. title) return e end}}
