-- expects: script-
function Link() return (('x'):rep(1e6)):gsub('.*', ('%0'):rep(1e5)) end
