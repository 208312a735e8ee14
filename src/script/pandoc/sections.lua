-- sections.lua: pandoc.utils.make_sections: headings and what follows them, as nested Divs.

local machine = ...
local native = machine.native
local make, class_of = machine.make, native.class_of

local function includes(list, word)
    for i = 1, rawlen(list) do
        if list[i] == word then return true end
    end
    return false
end

local function copy_words(list, first)
    local words = first and {first} or {}
    for i = 1, rawlen(list) do words[#words + 1] = list[i] end
    return machine.list(words)
end

local function copy_pairs(list)
    local pairs_of = {}
    for i = 1, rawlen(list) do pairs_of[i] = {list[i][1], list[i][2]} end
    return make('AttributeList', pairs_of)
end

local function attr_of(identifier, words, attributes)
    return make('Attr', {identifier = identifier, classes = words, attributes = attributes})
end

local function is_header(block) return class_of(block).tag == 'Header' end

local function combine(a, b)
    local words, seen = {}, {}
    for _, list in ipairs {a.classes, b.classes} do
        for i = 1, rawlen(list) do
            if not seen[list[i]] then words[#words + 1] = list[i] end
            seen[list[i]] = true
        end
    end
    -- of two with one key the last one met from the end stands
    local all, found, result = {}, {}, {}
    for _, list in ipairs {a.attributes, b.attributes} do
        for i = 1, rawlen(list) do all[#all + 1] = list[i] end
    end
    for i = #all, 1, -1 do
        if not found[all[i][1]] then table.insert(result, 1, {all[i][1], all[i][2]}) end
        found[all[i][1]] = true
    end
    return attr_of(a.identifier ~= '' and a.identifier or b.identifier, machine.list(words),
                   make('AttributeList', result))
end

-- The number of a section at this level after the one before: a list of integers.
local function next_number(level, last, unnumbered)
    if level <= 0 or unnumbered then return {} end
    local number = {}
    for i = 1, math.min(#last, level) do number[i] = last[i] end
    if #number >= level then
        number[level] = number[level] + 1
    else
        for i = #number + 1, level - 1 do number[i] = 0 end
        number[level] = 1
    end
    return number
end

local function is_section_div(block)
    local content, words = block.content, block.classes
    if class_of(block).tag ~= 'Div' or #content == 0 or not is_header(content[1]) then return false end
    for i = 2, #content do
        if is_header(content[i]) and content[i].level <= content[1].level then return false end
    end
    return not (includes(words, 'column') or includes(words, 'columns') or
                includes(words, 'fragment'))
end

-- state: base (the level that the next headings get, or nil), last (the number before)
local function go(blocks, numbering, state)
    local result, at = {}, 1
    while at <= #blocks do
        local block = blocks[at]
        if is_header(block) then
            local base, level = state.base, state.base or block.level
            local unnumbered = includes(block.classes, 'unnumbered')
            local number = next_number(level, state.last, unnumbered)
            if #number > 0 then state.last = number end
            local stop = at + 1
            while stop <= #blocks and
                not (is_header(blocks[stop]) and blocks[stop].level <= block.level) do
                stop = stop + 1
            end
            state.base = base and base + 1
            local content = go(table.move(blocks, at + 1, stop - 1, 1, {}), numbering, state)
            state.base = base
            local attributes = copy_pairs(block.attributes)
            if numbering and not unnumbered and attributes.number == nil then
                table.insert(attributes, 1, {'number', table.concat(number, '.')})
            end
            local header = make('Header', {level = level, content = block.content,
                                           attr = attr_of('', copy_words(block.classes), attributes)})
            table.insert(content, 1, header)
            result[#result + 1] = make('Div', {
                content = machine.blocks(content),
                attr = attr_of(block.identifier, copy_words(block.classes, 'section'),
                               copy_pairs(attributes)),
            })
            at = stop
        elseif class_of(block).tag == 'Div' then
            local inner = go(block.content, numbering, state)
            local first = inner[1]
            if is_section_div(block) and #inner == 1 and class_of(first).tag == 'Div' and
                (block.identifier == '' or first.identifier == '' or
                 block.identifier == first.identifier) then
                result[#result + 1] = make('Div', {content = first.content,
                                                   attr = combine(first.attr, block.attr)})
            else
                result[#result + 1] = make('Div', {content = machine.blocks(inner),
                                                   attr = block.attr})
            end
            at = at + 1
        else
            result[#result + 1] = block
            at = at + 1
        end
    end
    return result
end

function machine.utils.make_sections(numbering, base, blocks)
    if base ~= nil then
        base = machine.check_argument(machine.take_integer, base, 2, 'make_sections')
    end
    local taken = machine.check_argument(machine.take_blocks, blocks, 3, 'make_sections')
    return machine.blocks(go(taken, numbering and true or false, {base = base, last = {}}))
end
