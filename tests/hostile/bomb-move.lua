-- expects: script-budget
function Link() table.move({}, 1, 1e15, 2) end
