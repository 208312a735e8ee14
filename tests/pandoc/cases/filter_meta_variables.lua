--| ---
--| version: 1.2
--| product: The *thing*
--| list: [a, b]
--| ---
--|
--| Version {{version}} of {{product}}, {{missing}}.
--|
--| `{{version}}` and [{{version}}](http://x/{{version}})
local vars = {}
local function get_vars(meta)
  for k, v in pairs(meta) do
    if pandoc.utils.type(v) == 'Inlines' then vars['{{' .. k .. '}}'] = {table.unpack(v)} end
  end
end
local function replace(el)
  local name, rest = el.text:match '^({{%w+}})(%p?)$'
  if not name then return nil end
  if vars[name] then
    local out = pandoc.List {pandoc.Span(vars[name])}
    if rest ~= '' then out:insert(pandoc.Str(rest)) end
    return out
  end
  return pandoc.Strikeout(el.text)
end
local function in_code(el)
  el.text = el.text:gsub('{{%w+}}', function(name) return vars[name] and pandoc.utils.stringify(vars[name]) end)
  return el
end
return {{Meta = get_vars}, {Str = replace, Code = in_code}}
