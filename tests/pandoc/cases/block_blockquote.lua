function BlockQuote(e) return e.content end
