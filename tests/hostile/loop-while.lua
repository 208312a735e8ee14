-- expects: script-budget
function Link() while true do end end
