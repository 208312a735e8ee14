-- expects: script-
function Link() local a, b = pandoc.List{}, pandoc.List{} a[1] = a b[1] = b return a == b end
