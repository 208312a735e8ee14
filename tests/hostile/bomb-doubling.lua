-- expects: script-budget
function Link() local s = 'x' while true do s = s .. s end end
