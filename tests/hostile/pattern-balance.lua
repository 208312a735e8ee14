-- expects: script-budget
function Link() return (('('):rep(300000)):find('%b()x') end
