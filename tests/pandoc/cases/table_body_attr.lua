function Table(t) local b = t.bodies[1] b.attr = pandoc.Attr("b", {"c"}) b.row_head_columns = 1 b.head = pandoc.List{pandoc.Row{pandoc.Cell "in head"}} return t end
