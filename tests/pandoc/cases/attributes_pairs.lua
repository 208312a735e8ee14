--| [x]{z=1 y=2 a=3 m=4}
function Span(e) local t = {} for k, v in pairs(e.attributes) do t[#t + 1] = k .. v end return pandoc.Str(table.concat(t, "-")) end
