--| # Abstract
--|
--| What this is *about*.
--|
--| And more.
--|
--| # Keywords
--|
--| - one
--| - two
--|
--| # Text
--|
--| The text.
-- Sections named in `wanted` move from the body to the metadata.
local wanted = {abstract = true, keywords = true}
local found = {}

local function collect(blocks)
  local body, target = pandoc.Blocks {}, nil
  for _, block in ipairs(blocks) do
    if block.t == 'Header' and block.level == 1 then
      local id = pandoc.utils.stringify(block.content):lower()
      target = wanted[id] and id or nil
      if target then found[target] = pandoc.List {} end
    end
    if not target then
      body:insert(block)
    elseif block.t ~= 'Header' then
      found[target]:insert(block)
    end
  end
  return body
end

function Pandoc(doc)
  local blocks = collect(doc.blocks)
  for id, list in pairs(found) do
    if not doc.meta[id] then doc.meta[id] = pandoc.MetaBlocks(list) end
  end
  return pandoc.Pandoc(blocks, doc.meta)
end
