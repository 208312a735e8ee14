function Str(e) return pandoc.Str("a\xffb\xc3") end
