-- expects: script-
function Link(l) for i = 1, 1e7 do l.attributes['k' .. i] = ('v'):rep(100) end return l end
