local seen = pandoc.List{}
local function note(name) return function(e) seen:insert(name .. (e.t and ':' .. e.t or '') .. (e.text and '=' .. e.text or '')) end end
local function finish(d) d.blocks = {pandoc.CodeBlock(table.concat(seen, '\n'))} return d end
return {{Str = note "Str", Meta = function(m) for k in pairs(m) do seen:insert("meta") end end}, {Pandoc = finish}}
