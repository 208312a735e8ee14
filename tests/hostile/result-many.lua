-- expects: script-
function Link() local t = {} for i = 1, 1500000 do t[i] = 'x' end return t end
