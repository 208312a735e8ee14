-- expects: script-
function Link(e) local m = pandoc.MetaMap{} m.m = m return pandoc.utils.stringify(m) end
