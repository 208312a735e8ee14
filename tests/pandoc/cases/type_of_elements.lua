function Pandoc(d) d.blocks = {pandoc.Para(type(d) .. type(d.blocks) .. type(d.blocks[1]) .. type(d.meta) .. type(pandoc.Attr()) .. type(pandoc.Inlines "x"))} return d end
