-- expects: script-
function Link() local t = {} for i = 1, 20 do t[i] = pandoc.Str(('x'):rep(4e6) .. i) end return t end
