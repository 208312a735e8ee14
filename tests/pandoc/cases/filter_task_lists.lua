-- gfm
--| - [ ] open *task*
--| - [x] done
--|     - [x] nested
--|
--| 1. not in bullets
-- Boxes become inputs, and the list gets a class by way of a Div.
local boxes = {['☐'] = '<input type="checkbox" disabled>', ['☒'] = '<input type="checkbox" disabled checked>'}
local function change(item)
  local first = item[1]
  local tag = first and first.tag
  if tag ~= 'Plain' and tag ~= 'Para' then return item, false end
  local mark = first.content[1]
  local html = mark and mark.t == 'Str' and boxes[mark.text]
  if not html then return item, false end
  first.content[1] = pandoc.RawInline('html', html)
  return item, true
end
function BulletList(list)
  local any = false
  list.content = list.content:map(function(item)
    local new, changed = change(item)
    any = any or changed
    return new
  end)
  if any then return pandoc.Div({list}, {class = 'task-list'}) end
end
