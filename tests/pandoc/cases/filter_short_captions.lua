-- [text]{.shortcaption} within a table's or a figure's caption becomes its short form.
local function split(content)
  local short, long = nil, pandoc.Inlines {}
  for _, inline in ipairs(content) do
    if inline.t == 'Emph' and not short then short = inline.content else long:insert(inline) end
  end
  return short, long
end

function Table(tbl)
  local last = tbl.caption.long[#tbl.caption.long]
  if not last or not last.content then return nil end
  local short, long = split(last.content)
  if short then
    tbl.caption.short = short
    last.content = long
  end
  return tbl
end

function Para(para)
  if #para.content == 1 and para.content[1].t == 'Image' then
    local image = para.content[1]
    image.attributes['short-caption'] = pandoc.utils.stringify(image.caption)
    image.title = 'fig:' .. image.title
    para.content = {image}
    return para
  end
end
