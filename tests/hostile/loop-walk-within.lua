-- expects: script-
function Link(l)
    local f
    f = {Str = function(s) return pandoc.Span{s, s}:walk(f) end}
    return pandoc.Span(l.content):walk(f)
end
