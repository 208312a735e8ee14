-- expects: script-
function Link() local a = pandoc.List{} a[1] = a return tostring(a) end
