-- gfm
--| - [ ] open
--| - [x] done
function Plain(p) local first = p.content[1] if first and first.text == "☐" then p.content[1] = pandoc.Str "[ ]" elseif first and first.text == "☒" then p.content[1] = pandoc.Str "[x]" end return p end
