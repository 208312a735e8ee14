function Emph(e) return pandoc.List{pandoc.Str "x", pandoc.Space()} end
