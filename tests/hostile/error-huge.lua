-- expects: script-
function Link() error(('x'):rep(3e7)) end
