-- expects: script-budget
function Link() ('x'):gsub('.', function() while true do end end) end
