local words = require 'lib.parole'

catalogue.block {
    name = 'saluto',
    render = function(block)
        return {
            pandoc.Para {pandoc.Str(words.hello), pandoc.Space(), pandoc.Emph(block.text:gsub('\n', '')),
                         pandoc.Str(block.arguments.a .. block.arguments[1])},
            pandoc.Div({pandoc.Para 'dentro'}, {id = 'note', class = 'riquadro'}),
        }
    end,
}
