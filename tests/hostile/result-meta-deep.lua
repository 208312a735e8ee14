-- expects: script-
function Meta(m) local t = {} for i = 1, 6000 do t = {a = t} end m.x = t return m end
function Link() error 'x' end
