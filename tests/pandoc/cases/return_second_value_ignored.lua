function Str(e) return pandoc.Str "x", false end
