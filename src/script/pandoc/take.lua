-- take.lua: what a script gives, as a copy in canonical form.
--
-- Every take_X(value, depth) gives the copy, or nil and a reason in words. None calls anything of
-- the script's: fields are read raw, as pandoc does. In pandoc's words these are its peekers; where
-- pandoc quietly drops content of the wrong kind that a script has assigned, this is an error.

local machine = ...
local native = machine.native
local class_of, set_class, take_text = native.class_of, native.set_class, native.text
local next = native.next -- the order of the keys does not matter where it is used
local classes, kind_name = machine.classes, machine.kind_name
local DEPTH_MAX = native.DEPTH_MAX

local function expected(what, value)
    return nil, what .. ' expected, got ' .. kind_name(value)
end

function machine.take_text(value)
    local text = take_text(value)
    if text then return text end
    return expected('string', value)
end

function machine.take_integer(value)
    local number = type(value) == 'string' and tonumber(value) or value
    local integer = type(number) == 'number' and math.tointeger(number)
    if integer then return integer end
    return expected('integer', value)
end

function machine.take_number(value)
    local number = type(value) == 'string' and tonumber(value) or value
    if type(number) == 'number' then return number + 0.0 end
    return expected('number', value)
end

-- One of the words given.
local function take_word(...)
    local words, list = {}, {...}
    for i = 1, #list do words[list[i]] = true end
    return function(value)
        if words[value] then return value end
        return nil, 'one of ' .. table.concat(list, ', ') .. ' expected, got ' ..
               (type(value) == 'string' and "'" .. value .. "'" or kind_name(value))
    end
end
machine.take_word = take_word

-- A table that is no element: a list, in the eyes of pandoc.
local function is_list(value)
    if type(value) ~= 'table' then return false end
    local class = class_of(value)
    return not class or not class.fields
end

local function take_list(value, take, depth, class)
    if not is_list(value) then return expected('table', value) end
    if depth > DEPTH_MAX then
        machine.fail('elements within elements, more than ' .. DEPTH_MAX .. ' of them')
    end
    local result = {}
    for i = 1, rawlen(value) do
        local item, why = take(rawget(value, i), depth + 1)
        if item == nil then return nil, why end
        result[i] = item
    end
    return set_class(result, class)
end

local function list_taker(take)
    return function(value, depth) return take_list(value, take, depth, classes.List) end
end
machine.list_taker = list_taker
machine.is_list = is_list

-- ---- elements

-- A copy of an element, of whatever class.
local function take_element(element, depth)
    local class = class_of(element)
    local fields = class.fields
    if depth > DEPTH_MAX then
        machine.fail('elements within elements, more than ' .. DEPTH_MAX .. ' of them')
    end
    if #fields == 0 then return class.take_whole and class.take_whole(element, depth) or element end
    local copy = {}
    for i = 1, #fields do
        local field = fields[i]
        local value = rawget(element, field.name)
        if value ~= nil then
            local taken, why = field.take(value, depth)
            if taken == nil then
                return nil, why .. " (in the " .. field.name .. ' of ' .. class.tag .. ')'
            end
            copy[field.name] = taken
        elseif not field.optional then
            copy[field.name] = field.make and field.make(element)
        end
    end
    return set_class(copy, class)
end
machine.take_element = take_element

-- Of one class alone.
function machine.taker_of(tag)
    return function(value, depth)
        local class = class_of(value)
        if class and class.tag == tag then return take_element(value, depth) end
        return expected(classes[tag].__name, value)
    end
end

local WANTS_INLINES = 'Inline, list of Inlines, or string'

local function take_inline(value, depth)
    if type(value) == 'string' then
        return set_class({text = take_text(value)}, classes.Str)
    end
    local class = class_of(value)
    if class and class.kind == 'Inline' then return take_element(value, depth) end
    return expected(WANTS_INLINES, value)
end

-- Words, with what stands between them: as pandoc's builder does.
local function split_words(text)
    text = take_text(text)
    local result, at = {}, 1
    while at <= #text do
        local first, last = string.find(text, '[ \t\r\n]+', at)
        if first ~= at then
            local word = string.sub(text, at, (first or 0) - 1)
            result[#result + 1] = set_class({text = word}, classes.Str)
        end
        if not first then break end
        local space = string.find(string.sub(text, first, last), '[\r\n]') and 'SoftBreak' or 'Space'
        result[#result + 1] = machine.single[space]
        at = last + 1
    end
    return set_class(result, classes.Inlines)
end

-- Inlines, one Inline, or a text.
local function take_inlines(value, depth)
    if type(value) == 'string' then return split_words(value) end
    local why
    if is_list(value) then
        local list
        list, why = take_list(value, take_inline, depth, classes.Inlines)
        if list then return list end
        return nil, why
    end
    local one
    one, why = take_inline(value, depth)
    if one then return set_class({one}, classes.Inlines) end
    return nil, why
end

local WANTS_BLOCKS = 'Block, list of Blocks, or compatible element'

local function take_block(value, depth)
    local class = class_of(value)
    if class and class.kind == 'Block' then return take_element(value, depth) end
    local content, why = take_inlines(value, depth)
    if content then return set_class({content = content}, classes.Plain) end
    if class and class.kind == 'Inline' then return nil, why end
    return expected(WANTS_BLOCKS, value)
end

-- Blocks, one Block, or what a Plain can be made of.
local function take_blocks(value, depth)
    local list, why
    if is_list(value) then
        list, why = take_list(value, take_block, depth, classes.Blocks)
        if list then return list end
        return nil, why
    end
    local one
    one, why = take_block(value, depth)
    if one then return set_class({one}, classes.Blocks) end
    return nil, why
end

-- Content that a script has assigned: inlines alone become one Plain.
local function is_inline_content(value)
    if type(value) == 'string' then return true end
    local class = class_of(value)
    if class and class.fields then return class.kind == 'Inline' end
    if type(value) ~= 'table' then return false end
    local first = rawget(value, 1)
    class = class_of(first)
    return type(first) == 'string' or class ~= nil and class.kind == 'Inline'
end

local function take_block_content(value, depth)
    if is_inline_content(value) then
        local content = take_inlines(value, depth)
        if content then
            local plain = set_class({content = content}, classes.Plain)
            return set_class({plain}, classes.Blocks)
        end
    end
    return take_blocks(value, depth)
end

-- ---- lists of items

local take_each_blocks = list_taker(take_blocks)

-- {{Blocks}, …}, or the content of one item.
local function take_items(value, depth)
    local items, why = take_each_blocks(value, depth)
    if items then return items end
    local blocks = take_blocks(value, depth)
    if blocks then return set_class({blocks}, classes.List) end
    return nil, why
end

local take_each_content = list_taker(take_block_content)

local function take_item_content(value, depth)
    local first = is_list(value) and rawget(value, 1)
    local class = class_of(first)
    if class and class.kind == 'Block' then
        local blocks, why = take_blocks(value, depth)
        if blocks then return set_class({blocks}, classes.List) end
        return nil, why
    end
    if first == nil or not is_inline_content(first) then
        local items = take_items(value, depth)
        if items then return items end
    end
    if is_list(value) then return take_each_content(value, depth) end
    return take_items(value, depth)
end

local take_lines = list_taker(take_inlines)

local function take_pair(value, take_first, take_second, depth)
    if not is_list(value) then return expected('table', value) end
    local first, why = take_first(rawget(value, 1), depth)
    if first == nil then return nil, why end
    local second
    second, why = take_second(rawget(value, 2), depth)
    if second == nil then return nil, why end
    return {first, second}
end

local function take_definition(value, depth)
    return take_pair(value, take_inlines, take_items, depth)
end

local take_each_definition = list_taker(take_definition)

local function take_definitions(value, depth)
    local items, why = take_each_definition(value, depth)
    if items then return items end
    local one = take_definition(value, depth)
    if one then return set_class({one}, classes.List) end
    return nil, why
end

-- ---- attributes

local take_texts = list_taker(machine.take_text)

-- In the order of their keys, as pandoc has them from a table by key... of which the order is
-- whatever Lua gives; here it is fixed.
local function take_attributes(value)
    local class = class_of(value)
    local result = {}
    if type(value) ~= 'table' or class and class.fields and class.tag ~= 'AttributeList' then
        return expected('table of attributes', value)
    end
    if rawlen(value) == 0 and not class then
        for key, text in pairs(value) do
            local name, taken = take_text(key), take_text(text)
            if not name then return expected('string', key) end
            if not taken then return expected('string', text) end
            result[#result + 1] = {name, taken}
        end
    else
        local last = 0
        for key in next, value do
            if math.type(key) == 'integer' and key > last then last = key end
        end
        if last > rawlen(value) + 1000 then return expected('list of attributes', value) end
        for i = 1, last do
            local pair = rawget(value, i)
            if pair ~= nil then
                local taken, why = take_pair(pair, machine.take_text, machine.take_text, 1)
                if not taken then return nil, why end
                result[#result + 1] = taken
            end
        end
    end
    return set_class(result, classes.AttributeList)
end

-- As HTML writes them: {id = …, class = …, others}
local function take_html_attr(value)
    local identifier, words, others = '', {}, {}
    for key, text in pairs(value) do
        local name, taken = take_text(key), take_text(text)
        if not name then return expected('string', key) end
        if not taken then return expected('string', text) end
        if name == 'id' then
            identifier = taken
        elseif name == 'class' then
            for word in string.gmatch(taken, '%S+') do words[#words + 1] = word end
        else
            others[#others + 1] = {name, taken}
        end
    end
    return set_class({identifier = identifier, classes = set_class(words, classes.List),
                      attributes = set_class(others, classes.AttributeList)}, classes.Attr)
end

local function take_attr_parts(first, second, third)
    local identifier, why = machine.take_text(first)
    if not identifier then return nil, why end
    local words = second ~= nil and take_texts(second, 1) or set_class({}, classes.List)
    local others = third ~= nil and take_attributes(third) or set_class({}, classes.AttributeList)
    return set_class({identifier = identifier, classes = words, attributes = others}, classes.Attr)
end
machine.take_attr_parts = take_attr_parts

local function take_attr(value)
    if type(value) == 'string' then return take_attr_parts(value) end
    local class = class_of(value)
    if class and class.tag == 'Attr' then return take_element(value, 1) end
    if not is_list(value) then return expected('Attr', value) end
    if rawlen(value) == 0 then return take_html_attr(value) end
    return take_attr_parts(rawget(value, 1), rawget(value, 2), rawget(value, 3))
end

local STYLES = take_word('DefaultStyle', 'Example', 'Decimal', 'LowerRoman', 'UpperRoman',
                         'LowerAlpha', 'UpperAlpha')
local DELIMITERS = take_word('DefaultDelim', 'Period', 'OneParen', 'TwoParens')
machine.take_style, machine.take_delimiter = STYLES, DELIMITERS

local function take_list_attributes(value)
    local class = class_of(value)
    if class and class.tag == 'ListAttributes' then return take_element(value, 1) end
    if not is_list(value) then return expected('ListAttributes', value) end
    local start, why = machine.take_integer(rawget(value, 1))
    if not start then return nil, why end
    local style, delimiter
    style, why = STYLES(rawget(value, 2))
    if not style then return nil, why end
    delimiter, why = DELIMITERS(rawget(value, 3))
    if not delimiter then return nil, why end
    return set_class({start = start, style = style, delimiter = delimiter}, classes.ListAttributes)
end

-- ---- tables

local take_alignment = take_word('AlignDefault', 'AlignLeft', 'AlignRight', 'AlignCenter')

local function take_caption(value, depth)
    local class = class_of(value)
    if type(value) == 'table' and not class and rawget(value, 'long') ~= nil then
        local short
        if rawget(value, 'short') ~= nil then short = take_inlines(rawget(value, 'short'), depth) end
        local long, why = take_blocks(rawget(value, 'long'), depth)
        if not long then return nil, why end
        return {long = long, short = short}
    end
    local long, why = take_blocks(value, depth)
    if not long then return nil, why end
    return {long = long}
end

local function take_colspec(value)
    if not is_list(value) then return expected('table', value) end
    local alignment, why = take_alignment(rawget(value, 1))
    if not alignment then return nil, why end
    return {alignment, machine.take_number(rawget(value, 2))}
end

local function row_taker(tag, take_part)
    return function(value, depth)
        local class = class_of(value)
        if class and class.tag == tag then return take_element(value, depth) end
        return take_part(value, depth)
    end
end

local take_cell = row_taker('Cell', function(value, depth)
    if not is_list(value) then return expected('Cell or table', value) end
    local copy = {}
    for _, field in ipairs(classes.Cell.fields) do
        local taken, why = field.take(rawget(value, field.name), depth)
        if taken == nil then return nil, why end
        copy[field.name] = taken
    end
    return set_class(copy, classes.Cell)
end)
local take_cells = list_taker(take_cell)

local take_row = row_taker('Row', function(value, depth)
    if not is_list(value) then return expected('Row or table', value) end
    local pair, why = take_pair(value, take_attr, take_cells, depth)
    if not pair then return nil, why end
    return set_class({attr = pair[1], cells = pair[2]}, classes.Row)
end)
local take_rows = list_taker(take_row)

local function take_body(value, depth)
    if not is_list(value) then return expected('table', value) end
    local attr, count, head, body, why
    attr, why = take_attr(rawget(value, 'attr') or {})
    if not attr then return nil, why end
    count, why = machine.take_integer(rawget(value, 'row_head_columns') or 0)
    if not count then return nil, why end
    head, why = take_rows(rawget(value, 'head') or {}, depth)
    if not head then return nil, why end
    body, why = take_rows(rawget(value, 'body'), depth)
    if not body then return nil, why end
    return {attr = attr, row_head_columns = count, head = head, body = body}
end

-- ---- metadata

local take_meta_map

local function take_meta_value(value, depth)
    if depth > DEPTH_MAX then
        machine.fail('metadata within metadata, more than ' .. DEPTH_MAX .. ' levels')
    end
    if type(value) == 'boolean' then return value end
    local text = take_text(value)
    if text then return text end
    if type(value) ~= 'table' then return expected('metadata', value) end
    local class = class_of(value)
    local kind = class and class.kind
    if kind == 'Inline' then return take_inlines(value, depth) end
    if kind == 'Block' then return take_blocks(value, depth) end
    if class and class.fields and kind ~= 'Meta' then return expected('metadata', value) end
    if not class then
        local metatable = native.metatable_of(value)
        kind = metatable and rawget(metatable, '__name')
    end
    if kind == 'Inlines' then return take_inlines(value, depth) end
    if kind == 'Blocks' then return take_blocks(value, depth) end
    if kind == 'List' then return take_list(value, take_meta_value, depth, classes.List) end
    if rawlen(value) == 0 then return take_meta_map(value, depth) end
    -- Inlines alone, Blocks alone, or else a list.
    local first = class_of(rawget(value, 1))
    local wanted = first and first.kind
    if wanted == 'Inline' or wanted == 'Block' then
        local all = true
        for i = 2, rawlen(value) do
            local other = class_of(rawget(value, i))
            if not other or other.kind ~= wanted then all = false end
        end
        if all then return (wanted == 'Inline' and take_inlines or take_blocks)(value, depth) end
    end
    return take_list(value, take_meta_value, depth, classes.List)
end

function take_meta_map(value, depth)
    local result = {}
    for key, item in next, value do
        local name = take_text(key)
        if not name then return expected('string', key) end
        local taken, why = take_meta_value(item, depth + 1)
        if taken == nil then return nil, why end
        result[name] = taken
    end
    return result
end

local function take_meta(value, depth)
    if type(value) ~= 'table' then return expected('table', value) end
    local map, why = take_meta_map(value, depth)
    if not map then return nil, why end
    return set_class(map, classes.Meta)
end

machine.take_inline, machine.take_inlines = take_inline, take_inlines
machine.take_block, machine.take_blocks = take_block, take_blocks
machine.take_block_content, machine.take_item_content = take_block_content, take_item_content
machine.take_items, machine.take_lines = take_items, take_lines
machine.take_definitions = take_definitions
machine.take_attr, machine.take_attributes, machine.take_texts = take_attr, take_attributes,
                                                                 take_texts
machine.take_list_attributes = take_list_attributes
machine.take_alignment, machine.take_caption = take_alignment, take_caption
machine.take_colspecs = list_taker(take_colspec)
machine.take_cells, machine.take_rows = take_cells, take_rows
machine.take_bodies = list_taker(take_body)
machine.take_meta, machine.take_meta_map = take_meta, take_meta_map
machine.take_meta_value = take_meta_value
machine.split_words = split_words
