-- What the lines of values/ are run with, in pandoc and here: `try` runs one and notes what came
-- of it, without addresses, and of an error only that there was one.
local results = {}

local function show(value, depth)
    local kind = pandoc.utils.type(value)
    if type(value) == 'string' then return string.format('%q', value) end
    if type(value) == 'number' or type(value) == 'boolean' or value == nil then return tostring(value) end
    if type(value) == 'table' then
        if (depth or 0) > 5 then return kind .. ' …' end
        local parts, keys = {}, {}
        for key in pairs(value) do
            if type(key) ~= 'number' then keys[#keys + 1] = tostring(key) end
        end
        table.sort(keys)
        for i = 1, #value do parts[i] = show(value[i], (depth or 0) + 1) end
        for _, key in ipairs(keys) do
            parts[#parts + 1] = key .. '=' .. show(value[key], (depth or 0) + 1)
        end
        return kind .. '{' .. table.concat(parts, ', ') .. '}'
    end
    if type(value) == 'function' then return 'function' end
    if kind == 'ListAttributes' then
        return kind .. '(' .. value.start .. ' ' .. value.style .. ' ' .. value.delimiter .. ')'
    end
    return kind .. '(' .. tostring(value) .. ')'
end

local function try(line)
    local run, why = load('return ' .. line, '=line')
    if not run then run, why = load(line, '=line') end
    local text
    if not run then
        text = 'syntax: ' .. why
    else
        local given = table.pack(pcall(run))
        if not given[1] then
            text = 'error'
        else
            local good, shown = pcall(function()
                local parts = {}
                for i = 2, given.n do parts[#parts + 1] = show(given[i]) end
                return table.concat(parts, '; ')
            end)
            text = good and shown or 'error'
        end

    end
    results[#results + 1] = line .. '\n    = ' .. text
end

local function finish()
    return {{Pandoc = function(document)
        document.blocks = {}
        for i = 1, #results do document.blocks[i] = pandoc.CodeBlock(results[i]) end
        return document
    end}}
end
