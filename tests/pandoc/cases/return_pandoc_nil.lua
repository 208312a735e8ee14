function Pandoc(d) d.blocks = {} end
