-- expects: script-
function Link(l)
    return pandoc.Span(l.content):walk{traverse = 'topdown', Str = function(x) return pandoc.Emph{x} end}
end
