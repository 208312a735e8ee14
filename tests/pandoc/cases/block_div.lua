function Div(e) return pandoc.BlockQuote(e.content) end
