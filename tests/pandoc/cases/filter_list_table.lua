--| ::: {.list-table aligns=l,r header-rows=1 #t}
--| A *caption*
--|
--| - - Name
--|   - Amount
--| - - Alpha
--|   - 1
--| - - Beta
--|
--|     second paragraph
--|   - 2
--| :::
-- A list of lists in a Div becomes a table.
if PANDOC_VERSION then PANDOC_VERSION:must_be_at_least({2, 10}, 'needs %s') end
local ALIGNS = {l = pandoc.AlignLeft, r = pandoc.AlignRight, c = pandoc.AlignCenter, d = pandoc.AlignDefault}

local function row_of(item)
  local list = item[1]
  if #item ~= 1 or list.t ~= 'BulletList' then error 'each item must be one list' end
  return pandoc.Row(list.content:map(function(blocks) return pandoc.Cell(blocks) end))
end

function Div(div)
  if not div.classes:find 'list-table' then return nil end
  local caption = {}
  if div.content[1].t == 'Para' then
    caption = {pandoc.Plain(table.remove(div.content, 1).content)}
  end
  local rows = div.content[1].content:map(row_of)
  local aligns = pandoc.List {}
  for letter in (div.attributes.aligns or ''):gmatch '%a' do aligns:insert(ALIGNS[letter]) end
  local specs = pandoc.List {}
  for i = 1, #rows[1].cells do specs[i] = {aligns[i] or pandoc.AlignDefault, nil} end
  local head = pandoc.List {}
  for _ = 1, tonumber(div.attributes['header-rows'] or 1) do head:insert(rows:remove(1)) end
  local body = {attr = pandoc.Attr(), body = rows, head = {}, row_head_columns = 0}
  local attr = pandoc.Attr(div.identifier, div.classes:filter(function(c) return c ~= 'list-table' end))
  return pandoc.Table({long = caption, short = {}}, specs, pandoc.TableHead(head), {body}, pandoc.TableFoot(), attr)
end
