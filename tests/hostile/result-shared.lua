-- expects: script-budget
function Link()
    local e = pandoc.Str 'x'
    for i = 1, 60 do e = pandoc.Emph{e, e} end
    return e
end
