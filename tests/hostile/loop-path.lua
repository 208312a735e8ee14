-- expects: script-
function Link() while true do pandoc.path.normalize(('a/../'):rep(1e6)) pandoc.path.split(('/a'):rep(1e6)) pandoc.path.make_relative(('/a'):rep(1e5), ('/b'):rep(1e5)) end end
