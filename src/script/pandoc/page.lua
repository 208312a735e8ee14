-- page.lua: what a page of catalogue.page{} says, as one Markdown text, in which a fence keeps the place
-- of each part that is elements (catalogue_page_body.h).

local machine = ...
local native = machine.native
local fail = machine.fail
local class_of, metatable_of = native.class_of, native.metatable_of
local type, tostring, pairs, ipairs = type, tostring, pairs, ipairs

local function bad(why) fail('catalogue.page: ' .. why) end

-- In a line, and in quotes.
local function check_line(name, text)
    if string.find(text, '[\n"]') then bad("the argument '" .. name .. "' has a line end or quotes in it") end
    return text
end

local function check_name(name)
    if type(name) ~= 'string' or not string.find(name, '^%l[%l%d_-]*$') then
        bad("'" .. tostring(name) .. "' cannot be the name of a table, a block or an argument")
    end
    return name
end

-- {table = NAME, data = TEXT, KEY = VALUE, …} as the fence that an editor would write.
local function fence_of(call)
    local arguments, data, ticks = {}, call.data or '', '```'
    if type(data) ~= 'string' then bad("'data' is the text of a fence, in YAML or CSV") end
    for name, value in pairs(call) do
        if name ~= 'table' and name ~= 'block' and name ~= 'data' then
            arguments[#arguments + 1] =
                ' ' .. check_name(name) .. '="' .. check_line(name, tostring(value)) .. '"'
        end
    end
    table.sort(arguments)
    for run in string.gmatch(data, '`+') do
        if #run >= #ticks then ticks = run .. '`' end
    end
    return ticks .. '{' .. check_name(call.table or call.block) .. table.concat(arguments) .. '}\n' ..
        data .. (string.find(data, '[^\n]$') and '\n' or '') .. ticks
end

local function is_call(value)
    return type(value) == 'table' and not class_of(value) and not metatable_of(value) and
        (value.table or value.block) ~= nil
end

-- The text, and the lists of Blocks that its fences {page-part NUMBER} stand for.
function machine.page_body(body)
    local texts, parts = {}, {}
    local function add(part)
        if type(part) ~= 'string' and type(part) ~= 'table' then
            bad('the body of a page is a text in Markdown, elements, or a list of these and of tables')
        elseif type(part) == 'string' then
            texts[#texts + 1] = part
        elseif is_call(part) then
            texts[#texts + 1] = fence_of(part)
        else
            local class = class_of(part)
            local blocks = class and class.tag == 'Pandoc' and part.blocks or part
            parts[#parts + 1] = machine.check(blocks, 'Blocks')
            texts[#texts + 1] = '```{page-part ' .. #parts .. '}\n```'
        end
    end
    if type(body) == 'table' and not class_of(body) and not metatable_of(body) and not is_call(body) then
        for _, part in ipairs(body) do add(part) end
    else
        add(body)
    end
    return table.concat(texts, '\n\n'), parts
end
