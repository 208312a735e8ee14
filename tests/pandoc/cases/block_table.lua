function Table(e) e.caption.short = 'short one' e.colspecs[1] = {'AlignCenter', 0.25} e.bodies[1].body:insert(pandoc.Row{pandoc.Cell 'n', pandoc.Cell 'm', pandoc.Cell{}}) return e end
