-- gfm
--| Text *emph* **strong** `code` ~~struck~~ [link *x*](http://a.b "T") ![alt *y*](p.png "Q")
--| soft break, hard\
--| break and "quotes" -- dashes...
function Str(s) return pandoc.Str(s.text .. '.') end
