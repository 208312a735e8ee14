-- show.lua: elements as pandoc's native format writes them, which is how Haskell shows its values.

local machine = ...
local native = machine.native
local class_of = native.class_of

local CONTROLS = {[0] = 'NUL', 'SOH', 'STX', 'ETX', 'EOT', 'ENQ', 'ACK', 'a', 'b', 't', 'n', 'v', 'f',
                  'r', 'SO', 'SI', 'DLE', 'DC1', 'DC2', 'DC3', 'DC4', 'NAK', 'SYN', 'ETB', 'CAN',
                  'EM', 'SUB', 'ESC', 'FS', 'GS', 'RS', 'US', [127] = 'DEL'}

local function show_text(text)
    text = native.text(text) or ''
    local parts, numeric, so = {}, false, false
    if not string.find(text, '[^ !#-%[%]-~]') then return '"' .. text .. '"' end
    for _, code in utf8.codes(text) do
        local part
        local is_number = false
        if code == 34 or code == 92 then
            part = '\\' .. string.char(code)
        elseif CONTROLS[code] then
            part = '\\' .. CONTROLS[code]
        elseif code > 127 then
            part, is_number = '\\' .. code, true
        else
            part = string.char(code)
            -- what would be read as a part of the escape before it
            if numeric and code >= 48 and code <= 57 or so and code == 72 then part = '\\&' .. part end
        end
        numeric, so = is_number, code == 14
        parts[#parts + 1] = part
    end
    return '"' .. table.concat(parts) .. '"'
end

local function show_number(number)
    number = number + 0.0
    if number ~= number then return 'NaN' end
    if number == math.huge then return 'Infinity' end
    local text
    for digits = 1, 17 do
        text = string.format('%.' .. digits - 1 .. 'e', number)
        if tonumber(text) == number then break end
    end
    local sign, first, rest, exponent = string.match(text, '^(%-?)(%d)%.?(%d*)e([+-]%d+)$')
    exponent = math.tointeger(tonumber(exponent))
    if number == 0 then return sign .. '0.0' end
    if exponent < -1 or exponent >= 7 then
        return sign .. first .. '.' .. (rest == '' and '0' or rest) .. 'e' .. exponent
    end
    if exponent < 0 then return sign .. '0.' .. string.rep('0', -exponent - 1) .. first .. rest end
    local all = first .. rest .. string.rep('0', exponent)
    local whole, part = string.sub(all, 1, exponent + 1), string.sub(first .. rest, exponent + 2)
    return sign .. whole .. '.' .. (part == '' and '0' or part)
end

local function show_integer(number)
    return number < 0 and '(' .. number .. ')' or tostring(number)
end

local show

local function show_list(list, item)
    local parts = {}
    for i = 1, rawlen(list) do parts[i] = item(rawget(list, i)) end
    return '[' .. table.concat(parts, ',') .. ']'
end

local function show_elements(list) return show_list(list, show) end
local function show_items(list) return show_list(list, show_elements) end

local function show_definitions(list)
    return show_list(list, function(item)
        return '(' .. show_elements(item[1]) .. ',' .. show_items(item[2]) .. ')'
    end)
end

local function show_pair(pair)
    return '(' .. show_text(pair[1]) .. ',' .. show_text(pair[2]) .. ')'
end

local function show_attr(attr)
    return '(' .. show_text(attr.identifier) .. ',' .. show_list(attr.classes, show_text) .. ',' ..
           show_list(attr.attributes, show_pair) .. ')'
end

local function show_caption(caption)
    local short = caption.short and '(Just ' .. show_elements(caption.short) .. ')' or 'Nothing'
    return '(Caption ' .. short .. ' ' .. show_elements(caption.long) .. ')'
end

local function show_colspec(spec)
    return '(' .. spec[1] .. ',' .. (spec[2] and 'ColWidth ' .. show_number(spec[2]) or
           'ColWidthDefault') .. ')'
end

local function show_body(body)
    return 'TableBody ' .. show_attr(body.attr or machine.empty_attr()) .. ' (RowHeadColumns ' ..
           show_integer(body.row_head_columns or 0) .. ') ' .. show_elements(body.head or {}) .. ' ' ..
           show_elements(body.body)
end

local function show_meta_value(value)
    if type(value) == 'boolean' then return 'MetaBool ' .. (value and 'True' or 'False') end
    if type(value) == 'string' then return 'MetaString ' .. show_text(value) end
    local class = class_of(value)
    local tag = class and class.tag
    if tag == 'Inlines' then return 'MetaInlines ' .. show_elements(value) end
    if tag == 'Blocks' then return 'MetaBlocks ' .. show_elements(value) end
    if tag == 'List' then return 'MetaList ' .. show_list(value, show_meta_value) end
    return 'MetaMap (' .. machine.show_meta_map(value) .. ')'
end

function machine.show_meta_map(map)
    local parts = {}
    for key, value in pairs(map) do
        parts[#parts + 1] = '(' .. show_text(key) .. ',' .. show_meta_value(value) .. ')'
    end
    return 'fromList [' .. table.concat(parts, ',') .. ']'
end

local function text(element) return show_text(element.text) end
local function attr(element) return show_attr(element.attr) end
local function content(element) return show_elements(element.content) end
local function items(element) return show_items(element.content) end
local function format(element) return '(Format ' .. show_text(element.format) .. ')' end
local function target(field)
    return function(element)
        return '(' .. show_text(element[field]) .. ',' .. show_text(element.title) .. ')'
    end
end

-- The parts that follow a tag; those that are not here have none, or content alone.
local parts_of = {
    Str = {text}, Code = {attr, text}, RawInline = {format, text}, RawBlock = {format, text},
    CodeBlock = {attr, text}, Div = {attr, content}, Span = {attr, content},
    Math = {function(element) return element.mathtype end, text},
    Quoted = {function(element) return element.quotetype end, content},
    Cite = {function(element) return show_elements(element.citations) end, content},
    Link = {attr, content, target('target')},
    Image = {attr, function(element) return show_elements(element.caption) end, target('src')},
    Header = {function(element) return show_integer(element.level) end, attr, content},
    LineBlock = {items}, BulletList = {items},
    OrderedList = {function(element) return show(element.listAttributes) end, items},
    DefinitionList = {function(element) return show_definitions(element.content) end},
    Figure = {attr, function(element) return show_caption(element.caption) end, content},
    Table = {attr, function(element) return show_caption(element.caption) end,
             function(element) return show_list(element.colspecs, show_colspec) end,
             function(element) return '(' .. show(element.head) .. ')' end,
             function(element) return show_list(element.bodies, show_body) end,
             function(element) return '(' .. show(element.foot) .. ')' end},
    TableHead = {attr, function(element) return show_elements(element.rows) end},
    TableFoot = {attr, function(element) return show_elements(element.rows) end},
    Row = {attr, function(element) return show_elements(element.cells) end},
    Cell = {attr, function(element) return element.alignment end,
            function(element) return '(RowSpan ' .. show_integer(element.row_span) .. ')' end,
            function(element) return '(ColSpan ' .. show_integer(element.col_span) .. ')' end,
            function(element) return show_elements(element.contents) end},
}

local whole = {
    Attr = show_attr,
    AttributeList = function(list) return show_list(list, show_pair) end,
    ListAttributes = function(element)
        return '(' .. element.start .. ',' .. element.style .. ',' .. element.delimiter .. ')'
    end,
    Citation = function(element)
        return 'Citation {citationId = ' .. show_text(element.id) .. ', citationPrefix = ' ..
               show_elements(element.prefix) .. ', citationSuffix = ' ..
               show_elements(element.suffix) .. ', citationMode = ' .. element.mode ..
               ', citationNoteNum = ' .. element.note_num .. ', citationHash = ' ..
               element.hash .. '}'
    end,
    Pandoc = function(element)
        return 'Pandoc (Meta {unMeta = ' .. machine.show_meta_map(element.meta) .. '}) ' ..
               show_elements(element.blocks)
    end,
    SimpleTable = function(element)
        return 'SimpleTable {simpleTableCaption = ' .. show_elements(element.caption) ..
               ', simpleTableAlignments = ' .. show_list(element.aligns, tostring) ..
               ', simpleTableColumnWidths = ' .. show_list(element.widths, show_number) ..
               ', simpleTableHeader = ' .. show_items(element.headers) ..
               ', simpleTableBody = ' .. show_list(element.rows, show_items) .. '}'
    end,
}

function show(element)
    local tag = class_of(element).tag
    if whole[tag] then return whole[tag](element) end
    local parts = parts_of[tag]
    if not parts then
        parts = #class_of(element).fields > 0 and {content} or {}
    end
    local texts = {tag}
    for i = 1, #parts do texts[i + 1] = parts[i](element) end
    return table.concat(texts, ' ')
end

machine.show, machine.show_number, machine.show_elements = show, show_number, show_elements
