--| Il 12 marzo , see p. 5 and Fig. 3: ==marked words== here, a--b, +++press Ctrl C+++ now.
-- Patterns over the elements of a list: spaces that must not break, marks around words.
local function is_space(el) return el and (el.t == 'Space' or el.t == 'SoftBreak') end
function Inlines(inlines)
  local out, i = pandoc.Inlines {}, 1
  while i <= #inlines do
    local el, after, next_one = inlines[i], inlines[i + 1], inlines[i + 2]
    if el.t == 'Str' and el.text:match '^%u?%l+%.$' and is_space(after) and next_one and next_one.t == 'Str'
       and next_one.text:match '^%d' then
      out:insert(pandoc.Str(el.text .. '\u{a0}' .. next_one.text))
      i = i + 3
    elseif el.t == 'Str' and el.text:match '^==' then
      local content, j = pandoc.Inlines {}, i
      while j <= #inlines do
        local text = inlines[j].t == 'Str' and inlines[j].text or nil
        local last = text and (j > i or #text > 4) and text:match '==$'
        content:insert(text and pandoc.Str((text:gsub('^==', ''):gsub('==$', ''))) or inlines[j])
        j = j + 1
        if last then break end
      end
      out:insert(pandoc.Span(content, {class = 'mark'}))
      i = j
    else
      out:insert(el)
      i = i + 1
    end
  end
  for j = #out - 1, 1, -1 do
    if is_space(out[j]) and out[j + 1].t == 'Str' and out[j + 1].text:match '^[,;]' then out:remove(j) end
  end
  return out
end
