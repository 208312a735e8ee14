--| Però “così” — naïve ﬁ 日本語 🎉
function Str(e) return pandoc.Str(pandoc.text.upper(e.text) .. pandoc.text.len(e.text) .. pandoc.text.reverse(e.text)) end
