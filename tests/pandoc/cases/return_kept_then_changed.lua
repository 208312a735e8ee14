local kept = {}
return {{Str = function(e) kept[#kept + 1] = e return e end}, {Pandoc = function(d) for _, e in ipairs(kept) do e.text = "lost" end return d end}}
