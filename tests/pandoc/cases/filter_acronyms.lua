--| ---
--| acronyms:
--|   ESF: European *Social* Fund
--|   EU: European Union
--| ---
--|
--| The ESF of the EU (ESF). ESF, EU!
local acronyms, seen = {}, {}
local function read(meta)
  for key, value in pairs(meta.acronyms or {}) do acronyms[key] = value end
  meta.acronyms = nil
  return meta
end
local function expand(el)
  local before, word, after = el.text:match '^(%p*)(%u+)(%p*)$'
  local full = word and acronyms[word]
  if not full then return nil end
  if not seen[word] then
    seen[word] = true
    local out = pandoc.List {pandoc.Str(before)}
    out:extend(full)
    out:extend {pandoc.Space(), pandoc.Str('(' .. word .. ')' .. after)}
    return out
  end
  return {pandoc.Str(before), pandoc.Span(word, {title = pandoc.utils.stringify(full)}), pandoc.Str(after)}
end
return {{Meta = read}, {Str = expand}}
