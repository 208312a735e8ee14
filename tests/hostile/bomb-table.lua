-- expects: script-budget
function Link() local t = {} while true do t[#t + 1] = {} end end
