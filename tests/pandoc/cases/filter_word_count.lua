local words, characters = 0, 0
local counter = {
  Str = function(el)
    if el.text:match '%P' then words = words + 1 end
    characters = characters + utf8.len(el.text)
  end,
  Code = function(el)
    local _, n = el.text:gsub('%S+', '')
    words = words + n
  end,
  CodeBlock = function(el)
    local _, n = el.text:gsub('%S+', '')
    words = words + n
  end,
}
function Pandoc(doc)
  pandoc.walk_block(pandoc.Div(doc.blocks), counter)
  doc.meta.wordcount = words
  doc.meta.characters = tostring(characters)
  doc.meta['per-word'] = string.format('%.2f', characters / words)
  return doc
end
