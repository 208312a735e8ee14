-- expects: script-budget
function Link() return table.unpack({}, 1, 1e8) end
