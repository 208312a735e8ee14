function Pandoc(d) d.blocks:insert(1, pandoc.Header(1, "Top")) d.meta.title = "new" return d end
