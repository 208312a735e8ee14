function HorizontalRule() return pandoc.Para '***' end
