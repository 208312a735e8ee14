-- expects: script-budget
function Link()
    local s = 'a' .. ('\x80'):rep(3e7)
    local f = utf8.codes(s)
    while true do f(s, 1) end
end
