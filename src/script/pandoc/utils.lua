-- utils.lua: pandoc.utils, but for dates, sections and tables.

local machine = ...
local native = machine.native
local class_of = native.class_of
local fail, make = machine.fail, machine.make

local utils = {}
machine.utils = utils

local function check(take, value, place, name)
    local taken, why = take(value, 1)
    if taken == nil then fail('bad argument #' .. place .. " to '" .. name .. "' (" .. why .. ')') end
    return taken
end
machine.check_argument = check

-- ---- stringify

local DOUBLE_OPEN, DOUBLE_CLOSE = '\u{201C}', '\u{201D}'
local SINGLE_OPEN, SINGLE_CLOSE = '\u{2018}', '\u{2019}'

local add

-- `taken`: whether the value is in canonical form already.
local function add_list(list, parts, taken)
    for i = 1, rawlen(list) do add(rawget(list, i), parts, taken) end
end

-- What lies within an element, which is taken.
local function add_within(list, parts) add_list(list, parts, true) end

local adders = {}
function adders.Str(element, parts) parts[#parts + 1] = element.text end
adders.Code, adders.Math = adders.Str, adders.Str
function adders.Space(_, parts) parts[#parts + 1] = ' ' end
adders.SoftBreak, adders.LineBreak = adders.Space, adders.Space
function adders.Note() end
adders.RawInline, adders.CodeBlock, adders.RawBlock = adders.Note, adders.Note, adders.Note
adders.HorizontalRule, adders.Null, adders.Attr = adders.Note, adders.Note, adders.Note
adders.AttributeList, adders.ListAttributes = adders.Note, adders.Note
function adders.Quoted(element, parts)
    local double = element.quotetype == 'DoubleQuote'
    parts[#parts + 1] = double and DOUBLE_OPEN or SINGLE_OPEN
    add_within(element.content, parts)
    parts[#parts + 1] = double and DOUBLE_CLOSE or SINGLE_CLOSE
end
function adders.Image(element, parts) add_within(element.caption, parts) end
function adders.Citation(element, parts)
    add_within(element.prefix, parts)
    add_within(element.suffix, parts)
end
function adders.Cite(element, parts) add_within(element.content, parts) end
function adders.DefinitionList(element, parts)
    for _, item in ipairs(element.content) do
        add_within(item[1], parts)
        add_within(item[2], parts)
    end
end
function adders.Pandoc(element, parts) add_within(element.blocks, parts) end
function adders.Cell(element, parts) add_within(element.contents, parts) end
function adders.Row(element, parts) add_within(element.cells, parts) end
function adders.TableHead(element, parts) add_within(element.rows, parts) end
adders.TableFoot = adders.TableHead
function adders.Table(element, parts)
    local caption = element.caption
    if caption.short then add_within(caption.short, parts) end
    add_within(caption.long, parts)
    add(element.head, parts, true)
    for _, body in ipairs(element.bodies) do
        add_within(body.head or {}, parts)
        add_within(body.body, parts)
    end
    add(element.foot, parts, true)
end
function adders.SimpleTable(element, parts)
    add_within(element.caption, parts)
    add_within(element.headers, parts)
    add_within(element.rows, parts)
end

function add(value, parts, taken)
    if type(value) == 'string' then
        parts[#parts + 1] = value
        return
    end
    local class = class_of(value)
    if class and class.fields then
        if not taken and #class.fields > 0 then
            value = check(machine.take_element, value, 1, 'stringify')
        end
        local adder = adders[class.tag]
        if adder then return adder(value, parts) end
        return add_within(value.content, parts)
    end
    if type(value) == 'table' then
        if rawlen(value) > 0 or class and class.tag ~= 'Meta' then
            return add_list(value, parts, taken)
        end
        for _, item in pairs(value) do add(item, parts) end
        return
    end
    if type(value) == 'number' or type(value) == 'boolean' then
        parts[#parts + 1] = tostring(value)
        return
    end
    fail("bad argument #1 to 'stringify' (element or text expected, got " ..
         machine.kind_name(value) .. ')')
end

local function stringify(value)
    local parts = {}
    add(value, parts)
    return table.concat(parts)
end
utils.stringify = stringify
machine.stringify = stringify

-- ---- what a value is

function utils.type(value)
    local class = class_of(value)
    if class then return class.__name end
    local metatable = type(value) == 'table' and native.metatable_of(value)
    local name = metatable and rawget(metatable, '__name')
    return type(name) == 'string' and name or type(value)
end

function utils.equals(a, b)
    if type(a) == 'table' and type(b) == 'table' then return a == b end
    return rawequal(a, b) or a == b
end

function utils.sha1(text)
    return native.sha1(check(machine.take_text, text, 1, 'sha1'))
end

-- ---- blocks as inlines

local function is(element, tag) return class_of(element).tag == tag end

local BREAKS = {
    Space = {Space = 'Space', SoftBreak = 'SoftBreak', LineBreak = 'LineBreak'},
    SoftBreak = {Space = 'SoftBreak', SoftBreak = 'SoftBreak', LineBreak = 'LineBreak'},
    LineBreak = {Space = 'LineBreak', SoftBreak = 'LineBreak'},
}
local MERGES = {Emph = true, Strong = true, Underline = true, Strikeout = true, Subscript = true,
                Superscript = true}

-- Adds inlines to others as pandoc's builder does: what can be one becomes one.
local append

local function append_one(list, element)
    local last = list[#list]
    if not last then
        list[1] = element
        return
    end
    local before, tag = class_of(last).tag, class_of(element).tag
    local one = BREAKS[before] and BREAKS[before][tag]
    if one then
        list[#list] = machine.single[one]
    elseif before == 'Str' and tag == 'Str' then
        list[#list] = make('Str', {text = last.text .. element.text})
    elseif before == tag and MERGES[tag] then
        local content = last.content:clone()
        append(content, element.content)
        list[#list] = make(tag, {content = content})
    else
        list[#list + 1] = element
    end
end

function append(list, other)
    for i = 1, #other do append_one(list, other[i]) end
end

local blocks_to_inlines

-- Between blocks within blocks there is always this, whatever stands between the outermost.
local SPACE = machine.single.Space
local PILCROW = {SPACE, make('Str', {text = '\u{B6}'}), SPACE}

local function append_items(list, items)
    for i = 1, #items do append(list, blocks_to_inlines(items[i], PILCROW)) end
end

local function add_rows(rows, groups)
    for _, row in ipairs(rows) do
        local line = {}
        for _, cell in ipairs(row.cells) do append(line, blocks_to_inlines(cell.contents, PILCROW)) end
        groups[#groups + 1] = line
    end
end

local makers = {}
function makers.Plain(block, list) append(list, block.content) end
makers.Para, makers.Header = makers.Plain, makers.Plain
function makers.LineBlock(block, list)
    for i, line in ipairs(block.content) do
        if i > 1 then append_one(list, machine.single.LineBreak) end
        append(list, line)
    end
end
function makers.CodeBlock(block, list)
    append_one(list, make('Code', {text = block.text, attr = block.attr}))
end
function makers.RawBlock(block, list)
    append_one(list, make('RawInline', {text = block.text, format = block.format}))
end
function makers.BlockQuote(block, list) append(list, blocks_to_inlines(block.content, PILCROW)) end
makers.Div, makers.Figure = makers.BlockQuote, makers.BlockQuote
function makers.BulletList(block, list) append_items(list, block.content) end
makers.OrderedList = makers.BulletList
function makers.DefinitionList(block, list)
    for _, item in ipairs(block.content) do
        append(list, item[1])
        append_one(list, make('Str', {text = ':'}))
        append_one(list, machine.single.Space)
        append_items(list, item[2])
    end
end
function makers.Table(block, list)
    local lines = {}
    add_rows(block.head.rows, lines)
    for _, body in ipairs(block.bodies) do
        add_rows(body.head or {}, lines)
        add_rows(body.body, lines)
    end
    add_rows(block.foot.rows, lines)
    for i, line in ipairs(lines) do
        if i > 1 then append_one(list, machine.single.LineBreak) end
        append(list, line)
    end
end

function blocks_to_inlines(blocks, separator)
    local list = machine.inlines {}
    for i = 1, #blocks do
        if i > 1 then append(list, separator) end
        local maker = makers[class_of(blocks[i]).tag]
        if maker then maker(blocks[i], list) end
    end
    return list
end

local take_pure_inlines = machine.list_taker(function(value, depth)
    local class = class_of(value)
    if class and class.kind == 'Inline' then return machine.take_element(value, depth) end
    return nil, 'Inline expected, got ' .. machine.kind_name(value)
end)

function utils.blocks_to_inlines(blocks, separator)
    local list = check(machine.take_blocks, blocks, 1, 'blocks_to_inlines')
    if separator == nil then
        separator = PILCROW
    else
        separator = check(take_pure_inlines, separator, 2, 'blocks_to_inlines')
    end
    return blocks_to_inlines(list, separator)
end
machine.is = is

-- ---- numbers

local ROMAN = {{1000, 'M'}, {900, 'CM'}, {500, 'D'}, {400, 'CD'}, {100, 'C'}, {90, 'XC'}, {50, 'L'},
               {40, 'XL'}, {10, 'X'}, {9, 'IX'}, {5, 'V'}, {4, 'IV'}, {1, 'I'}}

function utils.to_roman_numeral(number)
    local rest = check(machine.take_integer, number, 1, 'to_roman_numeral')
    if rest >= 4000 or rest < 0 then return '?' end
    local parts = {}
    for _, pair in ipairs(ROMAN) do
        while rest >= pair[1] do
            parts[#parts + 1] = pair[2]
            rest = rest - pair[1]
        end
    end
    return table.concat(parts)
end
