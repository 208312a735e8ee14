local seen = pandoc.List{}
local function note(name) return function(e) seen:insert(name .. (e.t and ':' .. e.t or '') .. (e.text and '=' .. e.text or '')) end end
local function finish(d) d.blocks = {pandoc.CodeBlock(table.concat(seen, '\n'))} return d end
return {{Inline = note "Inline", Inlines = note "Inlines", Block = note "Block", Blocks = note "Blocks", Meta = function() seen:insert "Meta" end, Pandoc = function() seen:insert "Pandoc" end}, {Pandoc = finish}}
