-- expects: script-budget
function Link()
    local a, b = ('1'):rep(3e7), ('1'):rep(3e7 - 1) .. '2'
    while true do local x = a == b x = a < b end
end
