-- expects: script-budget
-- A chain of tables with weak keys takes the collector the square of its length.
function Link()
    local m, tables, keys, order, seed = {}, {}, {}, {}, 12345
    for i = 1, 90000 do tables[i], keys[i], order[i] = setmetatable({}, m), {}, i end
    for i = #order, 2, -1 do
        seed = (seed * 1103515245 + 12345) % 2147483648
        local j = seed % i + 1
        order[i], order[j] = order[j], order[i]
    end
    for i = 1, #order - 1 do tables[order[i]][keys[i]] = keys[i + 1] end
    keys = nil
    m.__mode = 'k'
    while true do local x = {} end
end
