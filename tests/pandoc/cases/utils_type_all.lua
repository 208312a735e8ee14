local seen = {}
local function t(e) seen[pandoc.utils.type(e)] = true end
return {{Inline = t, Block = t, Inlines = t, Blocks = t, Meta = t, Pandoc = t}, {Pandoc = function(d) local l = {} for k in pairs(seen) do l[#l+1] = k end table.sort(l) d.blocks = {pandoc.Para(table.concat(l, " "))} return d end}}
