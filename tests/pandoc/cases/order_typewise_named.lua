local seen = pandoc.List{}
local function note(name) return function(e) seen:insert(name .. (e.t and ':' .. e.t or '') .. (e.text and '=' .. e.text or '')) end end
local function finish(d) d.blocks = {pandoc.CodeBlock(table.concat(seen, '\n'))} return d end
return {{traverse = "typewise", Str = note "Str", Para = note "Para", Inlines = note "Inlines", Note = note "Note", Header = note "Header"}, {Pandoc = finish}}
