function BlockQuote(b) return pandoc.Para(pandoc.utils.blocks_to_inlines(b.content)) end
function BulletList(b) return pandoc.Para(pandoc.utils.blocks_to_inlines({b}, {pandoc.LineBreak()})) end
function Table(b) return pandoc.Para(pandoc.utils.blocks_to_inlines{b}) end
