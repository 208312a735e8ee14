-- element.lua: every class of element: its fields, what lies within, how a script makes one.

local machine = ...
local native = machine.native
local define, make, fail = machine.define, machine.make, machine.fail
local classes, methods = machine.classes, machine.methods
local take_text, take_inlines, take_blocks = machine.take_text, machine.take_inlines,
                                             machine.take_blocks

local function empty_text() return '' end
local function empty_list() return machine.list {} end
local function empty_inlines() return machine.inlines {} end
local function empty_blocks() return machine.blocks {} end
local function constant(value) return function() return value end end
local function empty_attr()
    return make('Attr', {identifier = '', classes = machine.list {},
                         attributes = make('AttributeList', {})})
end

local TEXT = {'text', take_text, empty_text}
local FORMAT = {'format', take_text, empty_text}
local TITLE = {'title', take_text, empty_text, true}
local ATTR = {'attr', machine.take_attr, empty_attr, true}
local INLINES = {'content', take_inlines, empty_inlines}
local BLOCKS = {'content', machine.take_block_content, empty_blocks}
local ITEMS = {'content', machine.take_item_content, empty_list}

-- ---- what lies within, in the order in which filters come to it

local function visit_inlines(element, visitor)
    element.content = visitor.inlines(element.content)
end

local function visit_blocks(element, visitor)
    element.content = visitor.blocks(element.content)
end

local function visit_items(element, visitor)
    local items = element.content
    for i = 1, #items do items[i] = visitor.blocks(items[i]) end
end

local function visit_lines(element, visitor)
    local lines = element.content
    for i = 1, #lines do lines[i] = visitor.inlines(lines[i]) end
end

local function visit_definitions(element, visitor)
    for _, item in ipairs(element.content) do
        item[1] = visitor.inlines(item[1])
        for i = 1, #item[2] do item[2][i] = visitor.blocks(item[2][i]) end
    end
end

local function visit_citation(citation, visitor)
    citation.prefix = visitor.inlines(citation.prefix)
    citation.suffix = visitor.inlines(citation.suffix)
end

local function visit_cite(element, visitor)
    for _, citation in ipairs(element.citations) do visit_citation(citation, visitor) end
    visit_inlines(element, visitor)
end

local function visit_cell(cell, visitor)
    cell.contents = visitor.blocks(cell.contents)
end

local function visit_row(row, visitor)
    for _, cell in ipairs(row.cells) do visit_cell(cell, visitor) end
end

local function visit_rows(rows, visitor)
    for _, row in ipairs(rows) do visit_row(row, visitor) end
end

local function visit_part(part, visitor)
    visit_rows(part.rows, visitor)
end

local function visit_caption(element, visitor)
    local caption = element.caption
    if caption.short then caption.short = visitor.inlines(caption.short) end
    caption.long = visitor.blocks(caption.long)
end

local function visit_table(element, visitor)
    visit_caption(element, visitor)
    visit_part(element.head, visitor)
    for _, body in ipairs(element.bodies) do
        if body.head then visit_rows(body.head, visitor) end
        visit_rows(body.body, visitor)
    end
    visit_part(element.foot, visitor)
end

local function visit_figure(element, visitor)
    visit_caption(element, visitor)
    visit_blocks(element, visitor)
end

local function visit_image(element, visitor)
    element.caption = visitor.inlines(element.caption)
end

-- ---- parts of elements

define('Attr', {}, {
    {'identifier', take_text, empty_text, true},
    {'classes', machine.take_texts, empty_list, true},
    {'attributes', machine.take_attributes, function() return make('AttributeList', {}) end, true},
})

define('ListAttributes', {constants = {}}, {
    {'start', machine.take_integer, constant(1), true},
    {'style', machine.take_style, constant('DefaultStyle'), true},
    {'delimiter', machine.take_delimiter, constant('DefaultDelim'), true},
})

define('Citation', {constants = {}, visit = visit_citation}, {
    {'id', take_text, empty_text},
    {'mode', machine.take_word('NormalCitation', 'AuthorInText', 'SuppressAuthor'),
     constant('NormalCitation')},
    {'prefix', take_inlines, empty_inlines},
    {'suffix', take_inlines, empty_inlines},
    {'note_num', machine.take_integer, constant(0), true},
    {'hash', machine.take_integer, constant(0), true},
})

define('Cell', {name = 'pandoc Cell', constants = {}, aliases = {content = 'contents'},
                same = 'contents', visit = visit_cell}, {
    ATTR,
    {'alignment', machine.take_alignment, constant('AlignDefault'), true},
    {'row_span', machine.take_integer, constant(1), true},
    {'col_span', machine.take_integer, constant(1), true},
    {'contents', take_blocks, empty_blocks},
})
define('Row', {name = 'pandoc Row', constants = {}, visit = visit_row},
       {ATTR, {'cells', machine.take_cells, empty_list}})
define('TableHead', {name = 'pandoc TableHead', constants = {}, visit = visit_part},
       {ATTR, {'rows', machine.take_rows, empty_list}})
define('TableFoot', {name = 'pandoc TableFoot', constants = {}, visit = visit_part},
       {ATTR, {'rows', machine.take_rows, empty_list}})

-- ---- inlines

local function inline(tag, fields, visit)
    define(tag, {kind = 'Inline', visit = visit}, fields)
end

inline('Str', {TEXT})
for _, tag in ipairs {'Space', 'SoftBreak', 'LineBreak'} do inline(tag, {}) end
for _, tag in ipairs {'Emph', 'Strong', 'Strikeout', 'Superscript', 'Subscript', 'SmallCaps',
                      'Underline'} do
    inline(tag, {INLINES}, visit_inlines)
end
local QUOTE_TYPE = machine.take_word('SingleQuote', 'DoubleQuote')
local MATH_TYPE = machine.take_word('InlineMath', 'DisplayMath')
local CITATIONS = machine.list_taker(machine.taker_of('Citation'))
inline('Quoted', {{'quotetype', QUOTE_TYPE, constant('DoubleQuote')}, INLINES}, visit_inlines)
inline('Cite', {{'citations', CITATIONS, empty_list}, INLINES}, visit_cite)
inline('Code', {TEXT, ATTR})
inline('Math', {{'mathtype', MATH_TYPE, constant('InlineMath')}, TEXT})
inline('RawInline', {FORMAT, TEXT})
inline('Link', {INLINES, {'target', take_text, empty_text}, TITLE, ATTR}, visit_inlines)
inline('Image', {{'caption', take_inlines, empty_inlines}, {'src', take_text, empty_text}, TITLE,
                 ATTR}, visit_image)
inline('Note', {BLOCKS}, visit_blocks)
inline('Span', {INLINES, ATTR}, visit_inlines)

-- ---- blocks

local function block(tag, fields, visit, aliases)
    define(tag, {kind = 'Block', visit = visit, aliases = aliases}, fields)
end

local TAKE_HEAD, TAKE_FOOT = machine.taker_of('TableHead'), machine.taker_of('TableFoot')
local function empty_caption() return {long = empty_blocks()} end
local function default_list_attributes()
    return make('ListAttributes', {start = 1, style = 'DefaultStyle', delimiter = 'DefaultDelim'})
end

block('Plain', {INLINES}, visit_inlines)
block('Para', {INLINES}, visit_inlines)
block('LineBlock', {{'content', machine.take_lines, empty_list}}, visit_lines)
block('CodeBlock', {TEXT, ATTR})
block('RawBlock', {FORMAT, TEXT})
block('BlockQuote', {BLOCKS}, visit_blocks)
block('BulletList', {ITEMS}, visit_items)
block('OrderedList', {ITEMS, {'listAttributes', machine.take_list_attributes,
                              default_list_attributes, true}}, visit_items,
      {start = 'listAttributes', style = 'listAttributes', delimiter = 'listAttributes'})
block('DefinitionList', {{'content', machine.take_definitions, empty_list}}, visit_definitions)
block('Header', {{'level', machine.take_integer, constant(1)}, INLINES, ATTR}, visit_inlines)
block('HorizontalRule', {})
block('Null', {})
block('Div', {BLOCKS, ATTR}, visit_blocks)
block('Figure', {BLOCKS, {'caption', machine.take_caption, empty_caption}, ATTR}, visit_figure)
block('Table', {
    {'caption', machine.take_caption, empty_caption},
    {'colspecs', machine.take_colspecs, empty_list},
    {'head', TAKE_HEAD, function() return make('TableHead', {rows = empty_list()}) end},
    {'bodies', machine.take_bodies, empty_list},
    {'foot', TAKE_FOOT, function() return make('TableFoot', {rows = empty_list()}) end},
    ATTR,
}, visit_table)

-- One table for all of what has no fields.
for tag in pairs {Space = 1, SoftBreak = 1, LineBreak = 1, HorizontalRule = 1, Null = 1} do
    machine.single[tag] = make(tag, {})
end

-- ---- documents

define('Pandoc', {constants = {}}, {
    {'blocks', take_blocks, empty_blocks},
    {'meta', machine.take_meta, function() return make('Meta', {}) end},
})

function classes.Pandoc.__concat(a, b)
    local take = machine.taker_of('Pandoc')
    local left, why = take(a, 1)
    if not left then fail(why) end
    local right
    right, why = take(b, 1)
    if not right then fail(why) end
    left.blocks:extend(right.blocks)
    for key, value in pairs(right.meta) do left.meta[key] = value end
    return left
end

local take_row_of_blocks = machine.list_taker(take_blocks)
define('SimpleTable', {constants = {t = 'SimpleTable'}, aliases = {header = 'headers'},
                       same = 'headers'}, {
    {'caption', take_inlines, empty_inlines},
    {'aligns', machine.list_taker(machine.take_alignment), empty_list},
    {'widths', machine.list_taker(machine.take_number), empty_list},
    {'headers', take_row_of_blocks, empty_list},
    {'rows', machine.list_taker(take_row_of_blocks), empty_list},
})

-- Metadata is a table like any other but for its name.
classes.Meta = {tag = 'Meta', kind = 'Meta', __name = 'Meta', __metatable = true}
function classes.Meta.__tostring() return 'Meta' end
native.register(classes.Meta)

-- ---- methods

for kind in pairs {Inline = 1, Block = 1, Attr = 1, ListAttributes = 1, Citation = 1,
                   ['Cell'] = 1, ['Row'] = 1, ['TableHead'] = 1, ['TableFoot'] = 1, Pandoc = 1,
                   SimpleTable = 1} do
    methods[kind].clone = function(element)
        local class = native.class_of(element)
        if not class or class.kind ~= kind then
            fail("bad argument #1 to 'clone' (" .. kind .. ' expected, got ' ..
                 machine.kind_name(element) .. ')')
        end
        local copy, why = machine.take_element(element, 1)
        if not copy then fail(why) end
        return copy
    end
end

function classes.ListAttributes.__tostring() return 'ListAttributes' end

function methods.Block.show(element) return tostring(element) end

-- ---- constructors

local constructors = {}
machine.constructors = constructors

-- parameters: {field, take, optional}, …
local function constructor(tag, parameters)
    local class = classes[tag]
    local count = #parameters
    constructors[tag] = function(...)
        if count == 0 then return machine.single[tag] end
        local element = {}
        for i = 1, count do
            local parameter = parameters[i]
            local value = (select(i, ...))
            if value ~= nil or not parameter[3] then
                local taken, why = parameter[2](value, 1)
                if taken == nil then
                    fail('bad argument #' .. i .. " to '" .. tag .. "' (" .. why .. ')')
                end
                element[parameter[1]] = taken
            end
        end
        return native.set_class(element, class)
    end
end

local content = {'content', take_inlines}
local text = {'text', take_text}
local attr = {'attr', machine.take_attr, true}
local blocks = {'content', take_blocks}
local items = {'content', machine.take_items}
local title = {'title', take_text, true}
local format = {'format', take_text}

constructor('Str', {text})
for _, tag in ipairs {'Space', 'SoftBreak', 'LineBreak', 'HorizontalRule', 'Null'} do
    constructor(tag, {})
end
for _, tag in ipairs {'Emph', 'Strong', 'Strikeout', 'Superscript', 'Subscript', 'SmallCaps',
                      'Underline', 'Plain', 'Para'} do
    constructor(tag, {content})
end
constructor('Quoted', {{'quotetype', QUOTE_TYPE}, content})
constructor('Cite', {content, {'citations', CITATIONS}})
constructor('Code', {text, attr})
constructor('Math', {{'mathtype', MATH_TYPE}, text})
constructor('RawInline', {format, text})
constructor('Link', {content, {'target', take_text}, title, attr})
constructor('Image', {{'caption', take_inlines}, {'src', take_text}, title, attr})
constructor('Note', {blocks})
constructor('Span', {content, attr})
constructor('LineBlock', {{'content', machine.take_lines}})
constructor('CodeBlock', {text, attr})
constructor('RawBlock', {format, text})
constructor('BlockQuote', {blocks})
constructor('BulletList', {items})
constructor('OrderedList', {items, {'listAttributes', machine.take_list_attributes, true}})
constructor('DefinitionList', {{'content', machine.take_definitions}})
constructor('Header', {{'level', machine.take_integer}, content, attr})
constructor('Div', {blocks, attr})
constructor('Figure', {blocks, {'caption', machine.take_caption, true}, attr})
constructor('Table', {{'caption', machine.take_caption}, {'colspecs', machine.take_colspecs},
                      {'head', TAKE_HEAD}, {'bodies', machine.take_bodies}, {'foot', TAKE_FOOT},
                      attr})
constructor('TableHead', {{'rows', machine.take_rows, true}, attr})
constructor('TableFoot', {{'rows', machine.take_rows, true}, attr})
constructor('Row', {{'cells', machine.take_cells, true}, attr})
constructor('Cell', {{'contents', take_blocks}, {'alignment', machine.take_alignment, true},
                     {'row_span', machine.take_integer, true},
                     {'col_span', machine.take_integer, true}, attr})
local integer = machine.take_integer
constructor('Citation', {{'id', take_text}, {'mode', classes.Citation.named.mode.take},
                         {'prefix', take_inlines, true}, {'suffix', take_inlines, true},
                         {'note_num', integer, true}, {'hash', integer, true}})
constructor('ListAttributes', {{'start', integer, true}, {'style', machine.take_style, true},
                               {'delimiter', machine.take_delimiter, true}})
constructor('SimpleTable', {{'caption', take_inlines},
                            {'aligns', classes.SimpleTable.named.aligns.take},
                            {'widths', classes.SimpleTable.named.widths.take},
                            {'headers', classes.SimpleTable.named.headers.take},
                            {'rows', classes.SimpleTable.named.rows.take}})
constructor('Pandoc', {{'blocks', take_blocks}, {'meta', machine.take_meta, true}})

-- Those whose value is a list or a plain value.
local function plain(name, take)
    constructors[name] = function(value)
        local taken, why = take(value, 1)
        if taken == nil then fail("bad argument #1 to '" .. name .. "' (" .. why .. ')') end
        return taken
    end
end

plain('Inlines', take_inlines)
plain('Blocks', take_blocks)
plain('Meta', machine.take_meta)
plain('MetaInlines', take_inlines)
plain('MetaBlocks', take_blocks)
plain('MetaList', machine.list_taker(machine.take_meta_value))
plain('MetaMap', function(value, depth)
    if type(value) ~= 'table' then return nil, 'table expected, got ' .. type(value) end
    return machine.take_meta_map(value, depth)
end)
plain('MetaString', take_text)
plain('MetaBool', function(value)
    if type(value) == 'boolean' then return value end
    return nil, 'boolean expected, got ' .. machine.kind_name(value)
end)
plain('AttributeList', function(value) return machine.take_attributes(value) end)

function constructors.Attr(first, second, third)
    local taken, why
    local class = native.class_of(first)
    if first == nil then
        return empty_attr()
    elseif class and class.tag == 'AttributeList' then
        taken, why = machine.take_attr_parts('', nil, first)
    elseif type(first) == 'string' then
        if third ~= nil then
            local _
            _, why = machine.take_attributes(third)
            if not _ then fail("bad argument #3 to 'Attr' (" .. why .. ')') end
        end
        taken, why = machine.take_attr_parts(first, second, third)
    else
        taken, why = machine.take_attr(first)
    end
    if not taken then fail("bad argument #1 to 'Attr' (" .. why .. ')') end
    return taken
end

machine.empty_attr = empty_attr
