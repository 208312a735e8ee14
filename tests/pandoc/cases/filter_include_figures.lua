-- A paragraph that is an image alone becomes a numbered figure in a Div.
local count = 0
local function is_figure(block)
  return (block.t == 'Para' or block.t == 'Plain') and #block.content == 1 and
         block.content[1].t == 'Image'
end
function Blocks(blocks)
  for i = #blocks, 1, -1 do
    if is_figure(blocks[i]) then
      count = count + 1
      local image = blocks[i].content[1]:clone()
      local caption = pandoc.Inlines {pandoc.Strong('Figure ' .. count), pandoc.Str ':', pandoc.Space()}
      caption:extend(image.caption)
      image.caption = {}
      blocks[i] = pandoc.Div({pandoc.Plain {image}, pandoc.Para(caption)},
                             pandoc.Attr('fig-' .. count, {'figure'}, {{'src', image.src}}))
      blocks:insert(i + 1, pandoc.HorizontalRule())
    end
  end
  return blocks
end
