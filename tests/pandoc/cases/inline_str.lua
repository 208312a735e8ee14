function Str(e) return pandoc.Str(pandoc.text.upper(e.text)) end
