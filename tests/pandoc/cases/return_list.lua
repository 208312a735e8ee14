function Emph(e) return {pandoc.Str "<", e, pandoc.Str ">"} end
