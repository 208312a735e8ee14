local n = 0
function Header(e) n = n + 1 e.content:insert(1, pandoc.Str(n .. ".")) e.content:insert(2, pandoc.Space()) return e end
