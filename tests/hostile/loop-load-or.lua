-- expects: script-budget
function Link() load('return ' .. ('a or '):rep(3000000) .. ' a') end
