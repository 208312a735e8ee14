--| ::: columns
--| ::: {.column width=40%}
--| left
--| :::
--| ::: {.column}
--| right
--| :::
--| :::
--|
--| <!-- break -->
local function is_break(block)
  return block.t == 'RawBlock' and block.format:match 'html' and block.text:match '^<!%-%- *break *%-%->%s*$'
end
return {
  {Div = function(el)
     if el.classes:includes 'column' then
       local width = el.attributes.width
       el.attributes.width = nil
       if width then el.attributes.style = 'width:' .. width end
       return el
     end
   end},
  {Blocks = function(blocks)
     return blocks:map(function(b) return is_break(b) and pandoc.Div({}, {class = 'page-break'}) or b end)
   end},
}
