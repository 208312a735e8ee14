function SoftBreak() return pandoc.Space() end
