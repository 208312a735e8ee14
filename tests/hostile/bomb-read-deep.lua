-- expects: script-
function Link() while true do pandoc.read(('> '):rep(1e6) .. 'x') pandoc.read(('* '):rep(1e5) .. 'x') pandoc.read(('['):rep(1e6)) pandoc.read(('![[]()'):rep(40000)) end end
