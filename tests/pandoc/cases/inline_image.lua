function Image(e) e.src = 'img/' .. e.src e.caption = {pandoc.Str 'cap'} e.attributes.width = nil return e end
