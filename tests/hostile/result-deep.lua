-- expects: script-error
function Link() local e = pandoc.Str 'x' for i = 1, 5000 do e = pandoc.Emph{e} end return e end
