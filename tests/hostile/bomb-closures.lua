-- expects: script-budget
function Link() local f while true do local g = f f = function() return g end end end
