-- expects: script-budget
function Link() return (('a'):rep(40000)):find(('a*'):rep(12) .. 'b') end
