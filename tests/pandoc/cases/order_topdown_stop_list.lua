local seen = pandoc.List{}
local function note(name) return function(e) seen:insert(name .. (e.t and ':' .. e.t or '') .. (e.text and '=' .. e.text or '')) end end
local function finish(d) d.blocks = {pandoc.CodeBlock(table.concat(seen, '\n'))} return d end
return {{traverse = "topdown", Inlines = function(l) seen:insert("Inlines " .. #l) return l, false end, Str = note "Str", Blocks = function(b) seen:insert("Blocks " .. #b) if #b < 5 then return b, false end end, Header = note "Header"}, {Pandoc = finish}}
