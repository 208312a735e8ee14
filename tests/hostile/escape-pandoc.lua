-- expects: nothing
pandoc.leaked, pandoc.List.leaked = 1, 1
pandoc.utils.stringify, pandoc.Emph, pandoc.Str = nil
function Link(el) getmetatable(el.content).leaked = 1 rawset(pandoc.utils, 'stringify', 1) end
