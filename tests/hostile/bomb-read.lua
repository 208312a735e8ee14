-- expects: script-
function Link() while true do pandoc.read(('*a* '):rep(7e6)) end end
