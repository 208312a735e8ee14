function BlockQuote(e) return e:walk{Para = function(p) return p:walk{Str = function(s) return pandoc.Strong{s} end} end} end
