function Table(t) t.caption = {long = {pandoc.Plain "new caption"}} return t end
