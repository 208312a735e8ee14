-- expects: script-
function Meta(m) local t = {} for i = 1, 60 do t = {a = t, b = t} end m.x = t return m end
function Link() end
