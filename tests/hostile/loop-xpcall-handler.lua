-- expects: script-budget
function Link() xpcall(error, function() while true do end end) end
