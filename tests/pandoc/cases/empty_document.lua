--|
function Pandoc(d) d.blocks:insert(pandoc.Para(tostring(#d.blocks))) return d end
