-- expects: script-budget
function Link() for i = 1, 1e18 do local x = i end end
