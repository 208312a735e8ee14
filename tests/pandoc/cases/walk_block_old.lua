function Div(e) return pandoc.walk_block(e, {Str = function(s) return pandoc.Str(s.text:upper()) end}) end
