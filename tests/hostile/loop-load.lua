-- expects: script-budget
function Link() load('while true do end')() end
