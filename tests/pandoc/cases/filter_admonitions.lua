--| ::: warning
--| Careful.
--| :::
--|
--| ::: {.note title="Read this"}
--| First.
--|
--| - item
--| :::
--|
--| ::: other
--| Left alone.
--| :::
--|
--| > [!TIP]
--| > As GitHub writes them.
local titles = {warning = 'Attenzione', note = 'Nota', tip = 'Consiglio'}
local function box(kind, title, content)
  local blocks = pandoc.Blocks {pandoc.Div({pandoc.Plain {pandoc.Strong(title)}}, {class = 'title'})}
  blocks:extend(content)
  return pandoc.Div(blocks, pandoc.Attr('', {'admonition', kind}, {role = 'note'}))
end
return {{
  Div = function(div)
    for kind, title in pairs(titles) do
      if div.classes:includes(kind) then
        return box(kind, div.attributes.title or title, div.content), false
      end
    end
  end,
  BlockQuote = function(quote)
    local first = quote.content[1]
    local mark = first and first.t == 'Para' and pandoc.utils.stringify(first.content[1]) or ''
    local kind = mark:match '^%[!(%a+)%]$'
    if kind and titles[kind:lower()] then
      first.content:remove(1)
      if first.content[1] and first.content[1].t == 'SoftBreak' then first.content:remove(1) end
      return box(kind:lower(), titles[kind:lower()], quote.content)
    end
  end,
}}
