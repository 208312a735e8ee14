function RawBlock(e) return pandoc.RawBlock('html', '<!-- ' .. e.format .. ' -->') end
