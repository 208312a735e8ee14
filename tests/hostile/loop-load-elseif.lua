-- expects: script-budget
function Link()
    load('if a then ' .. ('elseif a then '):rep(1000000) .. ' end')
end
