local seen = pandoc.List{}
local function note(name) return function(e) seen:insert(name .. (e.t and ':' .. e.t or '') .. (e.text and '=' .. e.text or '')) end end
local function finish(d) d.blocks = {pandoc.CodeBlock(table.concat(seen, '\n'))} return d end
return {{Emph = note "Emph", Str = note "Str", Strong = note "Strong", BlockQuote = note "BlockQuote", BulletList = note "BulletList", Plain = note "Plain"}, {Pandoc = finish}}
