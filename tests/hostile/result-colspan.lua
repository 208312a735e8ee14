-- expects: nothing
function Link(l)
    local t = pandoc.utils.from_simple_table(pandoc.SimpleTable('', {'AlignLeft'}, {0}, {{pandoc.Plain 'x'}}, {{{pandoc.Plain 'y'}}}))
    t.bodies[1].body[1].cells[1].col_span = 1e15
    t.bodies[1].body[1].cells[1].row_span = 1e15
    pandoc.utils.to_simple_table(t)
    return pandoc.Note{t}
end
