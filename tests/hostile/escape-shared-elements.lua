-- expects: nothing
local e = pandoc.Str 'x'
for _, f in ipairs{rawset, rawget, rawlen, next, setmetatable, table.insert, table.remove, table.sort, table.concat, table.move, pandoc.List.insert} do
    pcall(f, pandoc.Space(), 1, 2) pcall(f, pandoc.Space(), 'leaked', 1) pcall(f, pandoc.HorizontalRule(), 't', 1)
    pcall(f, e, 'leaked', 1)
    pcall(f, pandoc.json.null, 1, 1)
end
pcall(function() pandoc.Space().t = 'Str' end)
pcall(function() pandoc.Space().leaked = 1 end)
pcall(table.move, {1}, 1, 1, 1, pandoc.Space())
local mt = getmetatable(pandoc.List{}) mt.leaked = 1 mt.__index.leaked = 1 mt.__index = {leaked = 1}
local mt = getmetatable(pandoc.Inlines{}) mt.leaked = 1 mt.__index = {leaked = 1}
pandoc.text.leaked = 1 pandoc.path.leaked = 1 pcall(function() pandoc.json.null.x = 1 end)
pandoc.Inline.constructor.Str = nil pandoc.types.Version = nil
function Link() end
