-- expects: script-budget
function Link() local s = ('x'):rep(3e7) while true do pandoc.utils.sha1(s) end end
