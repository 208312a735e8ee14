-- An image that stands alone and has a title is a figure, and the title is its caption:
--
--     ![What it shows, for those who do not see it](grafico.png "What to look at")
function Para(paragraph)
  local image = paragraph.content[1]
  if #paragraph.content == 1 and image.tag == 'Image' and image.title ~= '' then
    local caption = pandoc.read(image.title, 'markdown').blocks
    image.title = ''
    return pandoc.Figure(pandoc.Plain(image), {pandoc.Plain(caption[1].content)})
  end
end
