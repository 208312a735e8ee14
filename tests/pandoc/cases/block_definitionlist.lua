function DefinitionList(e) for _, i in ipairs(e.content) do i[1] = pandoc.Inlines('x ') .. i[1] i[2][#i[2] + 1] = {pandoc.Para 'more'} end return e end
