function Table(t) t.caption = pandoc.Blocks{pandoc.Para "c"} return t end
