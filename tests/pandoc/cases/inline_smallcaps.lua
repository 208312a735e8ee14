function SmallCaps(e) e.content:insert(pandoc.Str '!') return e end
