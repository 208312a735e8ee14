function Meta(m) m.title = pandoc.Str "t" m.new = {pandoc.Para "p"} m.flag = false m.count = nil return m end
