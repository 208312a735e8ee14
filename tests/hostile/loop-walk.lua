-- expects: script-budget
function Link(el) while true do pandoc.Span(el.content):walk{Str = function(s) return s end} end end
