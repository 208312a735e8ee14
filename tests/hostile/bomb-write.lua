-- expects: script-
function Link(l) local d = pandoc.Pandoc{pandoc.Para{l}} for i = 1, 30 do d = d .. d end for _, f in ipairs{'html', 'native', 'json', 'plain'} do pandoc.write(d, f) end end
