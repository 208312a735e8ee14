-- expects: script-
function Link() local s = ('x'):rep(1e6) local f = ('%s'):rep(200) local a = {} for i = 1, 200 do a[i] = s end return f:format(table.unpack(a)) end
