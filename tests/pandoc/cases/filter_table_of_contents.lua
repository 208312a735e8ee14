-- A nested list of the headings, before the first of them.
local function insert(list, level, item)
  if level <= 1 or #list == 0 then
    list[#list + 1] = {item = item, children = {}}
  else
    insert(list[#list].children, level - 1, item)
  end
end
local function render(list)
  local items = pandoc.List {}
  for _, entry in ipairs(list) do
    local blocks = {pandoc.Plain {pandoc.Link(entry.item.content, '#' .. entry.item.identifier)}}
    if #entry.children > 0 then blocks[#blocks + 1] = render(entry.children) end
    items:insert(blocks)
  end
  return pandoc.BulletList(items)
end
function Pandoc(doc)
  local tree = {}
  doc.blocks:walk {Header = function(h)
    local clean = h:walk {Note = function() return {} end, Link = function(l) return l.content end}
    insert(tree, h.level, clean)
  end}
  doc.blocks:insert(1, render(tree))
  return doc
end
