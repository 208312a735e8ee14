function Header(h) h.content:insert(1, pandoc.Str(pandoc.utils.to_roman_numeral(h.level * 7))) return h end
