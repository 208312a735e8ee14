local seen = pandoc.List{}
local function note(name) return function(e) seen:insert(name .. (e.t and ':' .. e.t or '') .. (e.text and '=' .. e.text or '')) end end
local function finish(d) d.blocks = {pandoc.CodeBlock(table.concat(seen, '\n'))} return d end
return {{traverse = "topdown", Inline = note "Inline", Div = function(e) seen:insert "Div" return nil, false end, BlockQuote = function(e) seen:insert "Quote" return e, false end, Emph = function(e) seen:insert "Emph" return nil, false end, Blocks = note "Blocks"}, {Pandoc = finish}}
