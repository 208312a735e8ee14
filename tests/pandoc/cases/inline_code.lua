function Code(e) e.text = e.text .. '()' e.classes = {'a', 'b'} return e end
