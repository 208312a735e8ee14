--| A [new]{.insertion author="Ada" date="2020"} word, [old]{.deletion author="Bob"} gone, and
--| [[note]{.comment-start id="1" author="Ada"}marked[]{.comment-end id="1"}]{.x} text.
--|
--| [para]{.paragraph-insertion author="A"}
-- Changes become del and ins for HTML, or are taken or left elsewhere.
local mode = PANDOC_READER_OPTIONS.track_changes
local kinds = {insertion = 'ins', deletion = 'del'}

function Span(el)
  local class = el.classes[1]
  if kinds[class] then
    local open = '<' .. kinds[class]
    for key, value in pairs(el.attributes) do open = open .. ' data-' .. key .. '="' .. value .. '"' end
    local out = pandoc.List {pandoc.RawInline('html', open .. '>')}
    out:extend(el.content)
    out:insert(pandoc.RawInline('html', '</' .. kinds[class] .. '>'))
    return out
  elseif class == 'comment-start' then
    if el.identifier == '' then el.identifier = 'c' end
    return pandoc.Note {pandoc.Para {pandoc.Strong(el.attributes.author or '?'), ': ', table.unpack(el.content)}}
  elseif class == 'comment-end' then
    return {}
  elseif class == 'paragraph-insertion' then
    return pandoc.Span(el.content, {id = mode})
  end
end
