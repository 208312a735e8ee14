--| # Introduction {#intro}
--|
--| See [](#methods) and [the results](#results), or [](http://x.org).
--|
--| # Methods {#methods}
--|
--| ## Data *sources* {#data}
--|
--| As in [](#intro), [](#data).
--|
--| # Results {#results .unnumbered}
-- Links without a text to a heading of the document get its number and title.
local titles, counters = {}, {}

local function number(header)
  if header.classes:includes 'unnumbered' then return nil end
  local level = header.level
  counters[level] = (counters[level] or 0) + 1
  for i = level + 1, 6 do counters[i] = nil end
  local parts = {}
  for i = 1, level do parts[i] = tostring(counters[i] or 0) end
  return table.concat(parts, '.')
end

local function collect(header)
  local n = number(header)
  local label = pandoc.List(header.content):clone()
  if n then
    label:insert(1, pandoc.Space())
    label:insert(1, pandoc.Str(n))
  end
  titles['#' .. header.identifier] = label
end

local function fill(link)
  if #link.content == 0 and titles[link.target] then
    link.content = {pandoc.Str '“', pandoc.Span(titles[link.target], {class = 'ref'}), pandoc.Str '”'}
    return link
  end
end

return {{Header = collect}, {Link = fill}}
