function Pandoc(d) return pandoc.Pandoc({pandoc.Para "only"}, d.meta) end
