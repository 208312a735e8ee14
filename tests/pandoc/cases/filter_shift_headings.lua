-- Headings one level down; those that fall out at six become bold paragraphs.
local shift = 2
local used = {}
local function unique(identifier)
  if identifier == '' then return '' end
  used[identifier] = (used[identifier] or 0) + 1
  return used[identifier] == 1 and identifier or identifier .. '-' .. used[identifier]
end
return {
  {Meta = function(meta) shift = tonumber(pandoc.utils.stringify(meta.count or '1')) return nil end},
  {Header = function(h)
    if h.level + shift > 4 then
      return pandoc.Para {pandoc.Strong(h.content)}
    end
    return pandoc.Header(h.level + shift, h.content, pandoc.Attr(unique(h.identifier), h.classes, h.attributes))
  end},
}
