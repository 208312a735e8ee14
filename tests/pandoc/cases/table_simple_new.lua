function Table() return pandoc.utils.from_simple_table(pandoc.SimpleTable({}, {pandoc.AlignRight, pandoc.AlignDefault}, {0.3, 0}, {"a", "b"}, {{"1", "2"}, {{pandoc.Para "3"}, "4"}})) end
