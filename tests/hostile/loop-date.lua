-- expects: script-budget
function Link() local s = '01 ' .. (' '):rep(1e6) .. 'x' while true do pandoc.utils.normalize_date(s) end end
