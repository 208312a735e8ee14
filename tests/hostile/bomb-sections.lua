-- expects: script-
function Link() local t = {} for i = 1, 20000 do t[i] = pandoc.Header(i, 'x') end return pandoc.utils.make_sections(true, 1, t) end
