function Pandoc(d) d.blocks = pandoc.utils.make_sections(false, 2, d.blocks) return d end
