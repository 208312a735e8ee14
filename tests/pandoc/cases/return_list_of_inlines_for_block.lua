function Plain(e) return {pandoc.Str "a", pandoc.Str "b"} end
