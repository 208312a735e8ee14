-- document.lua: elements as pandoc's JSON has them (pandoc-types 1.22), to and fro.

local machine = ...
local native = machine.native
local make, fail = machine.make, machine.fail
local class_of = native.class_of
local inlines_list, blocks_list, list_of = machine.inlines, machine.blocks, machine.list
local null = machine.json.null

local API_VERSION = {1, 22, 2, 1}
machine.API_VERSION = API_VERSION

-- ---- from JSON

local read

local function map(list, change, into)
    if type(list) ~= 'table' then fail('pandoc JSON: a list is missing') end
    local result = {}
    for i = 1, #list do result[i] = change(list[i]) end
    return into(result)
end

local function read_inlines(list) return map(list, read, inlines_list) end
local function read_blocks(list) return map(list, read, blocks_list) end
local function read_items(list) return map(list, read_blocks, list_of) end
local function tag_of(value) return value.t end

local function read_attr(value)
    local pairs_of = {}
    for i, pair in ipairs(value[3]) do pairs_of[i] = {pair[1], pair[2]} end
    return make('Attr', {identifier = value[1], classes = list_of(value[2]),
                         attributes = make('AttributeList', pairs_of)})
end

local function read_cell(value)
    return make('Cell', {attr = read_attr(value[1]), alignment = value[2].t, row_span = value[3],
                         col_span = value[4], contents = read_blocks(value[5])})
end

local function read_row(value)
    return make('Row', {attr = read_attr(value[1]), cells = map(value[2], read_cell, list_of)})
end

local function read_rows(value) return map(value, read_row, list_of) end

local function read_part(tag, value)
    return make(tag, {attr = read_attr(value[1]), rows = read_rows(value[2])})
end

local function read_body(value)
    return {attr = read_attr(value[1]), row_head_columns = value[2], head = read_rows(value[3]),
            body = read_rows(value[4])}
end

local function read_caption(value)
    local short = value[1] ~= null and read_inlines(value[1]) or nil
    return {long = read_blocks(value[2]), short = short}
end

local function read_colspec(value)
    return {value[1].t, value[2].t == 'ColWidth' and value[2].c + 0.0 or nil}
end

local function read_citation(value)
    return make('Citation', {
        id = value.citationId, mode = value.citationMode.t, note_num = value.citationNoteNum,
        hash = value.citationHash, prefix = read_inlines(value.citationPrefix),
        suffix = read_inlines(value.citationSuffix),
    })
end

local function read_definition(value)
    return {read_inlines(value[1]), read_items(value[2])}
end

local function content_of(tag, read_content)
    return function(c) return make(tag, {content = read_content(c)}) end
end

local readers = {
    Str = function(c) return make('Str', {text = c}) end,
    Quoted = function(c)
        return make('Quoted', {quotetype = c[1].t, content = read_inlines(c[2])})
    end,
    Cite = function(c)
        return make('Cite', {citations = map(c[1], read_citation, list_of),
                             content = read_inlines(c[2])})
    end,
    Code = function(c) return make('Code', {attr = read_attr(c[1]), text = c[2]}) end,
    Math = function(c) return make('Math', {mathtype = c[1].t, text = c[2]}) end,
    RawInline = function(c) return make('RawInline', {format = c[1], text = c[2]}) end,
    Link = function(c)
        return make('Link', {attr = read_attr(c[1]), content = read_inlines(c[2]),
                             target = c[3][1], title = c[3][2]})
    end,
    Image = function(c)
        return make('Image', {attr = read_attr(c[1]), caption = read_inlines(c[2]),
                              src = c[3][1], title = c[3][2]})
    end,
    Note = content_of('Note', read_blocks),
    Span = function(c)
        return make('Span', {attr = read_attr(c[1]), content = read_inlines(c[2])})
    end,
    LineBlock = content_of('LineBlock', function(c) return map(c, read_inlines, list_of) end),
    CodeBlock = function(c) return make('CodeBlock', {attr = read_attr(c[1]), text = c[2]}) end,
    RawBlock = function(c) return make('RawBlock', {format = c[1], text = c[2]}) end,
    BlockQuote = content_of('BlockQuote', read_blocks),
    BulletList = content_of('BulletList', read_items),
    OrderedList = function(c)
        return make('OrderedList', {
            listAttributes = make('ListAttributes', {start = c[1][1], style = tag_of(c[1][2]),
                                                     delimiter = tag_of(c[1][3])}),
            content = read_items(c[2]),
        })
    end,
    DefinitionList = content_of('DefinitionList',
                                function(c) return map(c, read_definition, list_of) end),
    Header = function(c)
        return make('Header', {level = c[1], attr = read_attr(c[2]), content = read_inlines(c[3])})
    end,
    Div = function(c) return make('Div', {attr = read_attr(c[1]), content = read_blocks(c[2])}) end,
    Figure = function(c)
        return make('Figure', {attr = read_attr(c[1]), caption = read_caption(c[2]),
                               content = read_blocks(c[3])})
    end,
    Table = function(c)
        return make('Table', {
            attr = read_attr(c[1]), caption = read_caption(c[2]),
            colspecs = map(c[3], read_colspec, list_of), head = read_part('TableHead', c[4]),
            bodies = map(c[5], read_body, list_of), foot = read_part('TableFoot', c[6]),
        })
    end,
}
for _, tag in ipairs {'Emph', 'Strong', 'Strikeout', 'Superscript', 'Subscript', 'SmallCaps',
                      'Underline', 'Plain', 'Para'} do
    readers[tag] = content_of(tag, read_inlines)
end

function read(value)
    local tag = type(value) == 'table' and value.t
    local single = machine.single[tag]
    if single then return single end
    local reader = readers[tag]
    if not reader then fail("pandoc JSON: '" .. tostring(tag) .. "' is no element") end
    return reader(value.c)
end

local function read_meta_value(value)
    local tag, c = value.t, value.c
    if tag == 'MetaInlines' then return read_inlines(c) end
    if tag == 'MetaBlocks' then return read_blocks(c) end
    if tag == 'MetaList' then return map(c, read_meta_value, list_of) end
    if tag == 'MetaMap' then
        local result = {}
        for key, item in pairs(c) do result[key] = read_meta_value(item) end
        return result
    end
    return c
end

local function read_document(value)
    if type(value) ~= 'table' or type(value.blocks) ~= 'table' then
        fail('this is not a document as pandoc writes it in JSON')
    end
    local meta = {}
    for key, item in pairs(value.meta or {}) do meta[key] = read_meta_value(item) end
    return make('Pandoc', {blocks = read_blocks(value.blocks), meta = make('Meta', meta)})
end

-- What is read trusts the form of the value; where it is another, something in here goes wrong.
local function read_safely(read_value, value)
    local good, result = pcall(read_value, value)
    if good then return result end
    if type(result) ~= 'string' or string.find(result, '^pandoc/') then
        fail('this is not a document as pandoc writes it in JSON')
    end
    error(result, 0)
end

function machine.read_json(text)
    return read_safely(read_document, machine.read_json_value(text))
end

-- An element where the value is one, a list of them where all are; or nil.
function machine.element_from_json(value)
    if value['pandoc-api-version'] then return read_safely(read_document, value) end
    local function is_element(item)
        return type(item) == 'table' and (machine.single[item.t] or readers[item.t] and item.c ~= nil)
    end
    if is_element(value) then return read_safely(read, value) end
    if #value == 0 then return nil end
    for i = 1, #value do
        if not is_element(value[i]) then return nil end
    end
    local class = machine.classes[value[1].t]
    for i = 2, #value do
        if machine.classes[value[i].t].kind ~= class.kind then return nil end
    end
    return read_safely(class.kind == 'Inline' and read_inlines or read_blocks, value)
end

-- ---- to JSON

local write

local function write_all(list, change)
    local result = {}
    for i = 1, rawlen(list) do result[i] = (change or write)(rawget(list, i)) end
    return list_of(result)
end

local function write_items(list) return write_all(list, write_all) end
local function tagged(tag) return {t = tag} end

local function write_attr(attr)
    return list_of {attr.identifier, list_of(table.move(attr.classes, 1, #attr.classes, 1, {})),
                    write_all(attr.attributes, function(pair) return list_of {pair[1], pair[2]} end)}
end

local function write_cell(cell)
    return list_of {write_attr(cell.attr), tagged(cell.alignment), cell.row_span, cell.col_span,
                    write_all(cell.contents)}
end

local function write_row(row)
    return list_of {write_attr(row.attr), write_all(row.cells, write_cell)}
end

local function write_part(part)
    return list_of {write_attr(part.attr), write_all(part.rows, write_row)}
end

local function write_body(body)
    return list_of {write_attr(body.attr or machine.empty_attr()), body.row_head_columns or 0,
                    write_all(body.head or {}, write_row), write_all(body.body, write_row)}
end

local function write_caption(caption)
    return list_of {caption.short and write_all(caption.short) or null, write_all(caption.long)}
end

local function write_colspec(spec)
    local width = spec[2] and {t = 'ColWidth', c = spec[2]} or tagged 'ColWidthDefault'
    return list_of {tagged(spec[1]), width}
end

local function write_citation(citation)
    return {citationId = citation.id, citationMode = tagged(citation.mode),
            citationPrefix = write_all(citation.prefix), citationSuffix = write_all(citation.suffix),
            citationNoteNum = citation.note_num, citationHash = citation.hash}
end

local function write_content(element) return write_all(element.content) end
local function write_item_content(element) return write_items(element.content) end
local function attr_and_text(element) return list_of {write_attr(element.attr), element.text} end
local function attr_and_content(element)
    return list_of {write_attr(element.attr), write_all(element.content)}
end
local function format_and_text(element) return list_of {element.format, element.text} end

local writers = {
    Str = function(element) return element.text end,
    Code = attr_and_text, CodeBlock = attr_and_text,
    Span = attr_and_content, Div = attr_and_content,
    RawInline = format_and_text, RawBlock = format_and_text,
    LineBlock = write_item_content, BulletList = write_item_content,
    Quoted = function(element)
        return list_of {tagged(element.quotetype), write_all(element.content)}
    end,
    Cite = function(element)
        return list_of {write_all(element.citations, write_citation), write_all(element.content)}
    end,
    Math = function(element) return list_of {tagged(element.mathtype), element.text} end,
    Link = function(element)
        return list_of {write_attr(element.attr), write_all(element.content),
                        list_of {element.target, element.title}}
    end,
    Image = function(element)
        return list_of {write_attr(element.attr), write_all(element.caption),
                        list_of {element.src, element.title}}
    end,
    OrderedList = function(element)
        local attributes = element.listAttributes
        return list_of {list_of {attributes.start, tagged(attributes.style),
                                 tagged(attributes.delimiter)}, write_items(element.content)}
    end,
    DefinitionList = function(element)
        return write_all(element.content, function(item)
            return list_of {write_all(item[1]), write_items(item[2])}
        end)
    end,
    Header = function(element)
        return list_of {element.level, write_attr(element.attr), write_all(element.content)}
    end,
    Table = function(element)
        return list_of {write_attr(element.attr), write_caption(element.caption),
                        write_all(element.colspecs, write_colspec), write_part(element.head),
                        write_all(element.bodies, write_body), write_part(element.foot)}
    end,
}

-- pandoc-types 1.22 knows no figures.
local function write_figure(element)
    local attr = write_attr(element.attr)
    attr[2]:insert(1, 'figure')
    local content = write_all(element.content)
    content:extend(write_all(element.caption.long))
    return {t = 'Div', c = list_of {attr, content}}
end

function write(element)
    local tag = class_of(element).tag
    if machine.single[tag] then return tagged(tag) end
    if tag == 'Figure' then return write_figure(element) end
    return {t = tag, c = (writers[tag] or write_content)(element)}
end

local function write_meta_value(value)
    if type(value) == 'boolean' then return {t = 'MetaBool', c = value} end
    if type(value) == 'string' then return {t = 'MetaString', c = value} end
    local class = class_of(value)
    local tag = class and class.tag
    if tag == 'Inlines' then return {t = 'MetaInlines', c = write_all(value)} end
    if tag == 'Blocks' then return {t = 'MetaBlocks', c = write_all(value)} end
    if tag == 'List' then return {t = 'MetaList', c = write_all(value, write_meta_value)} end
    local result = {}
    for key, item in pairs(value) do result[key] = write_meta_value(item) end
    return {t = 'MetaMap', c = result}
end

local function write_document(document)
    local meta = {}
    for key, item in pairs(document.meta) do meta[key] = write_meta_value(item) end
    return {['pandoc-api-version'] = list_of {table.unpack(API_VERSION)}, meta = meta,
            blocks = write_all(document.blocks)}
end

function machine.element_to_json(element)
    local taken, why = machine.take_element(element, 1)
    if not taken then fail(why) end
    local tag = class_of(taken).tag
    if tag == 'Pandoc' then return write_document(taken) end
    if tag == 'Attr' then return write_attr(taken) end
    if tag == 'Citation' then return write_citation(taken) end
    if tag == 'Row' then return write_row(taken) end
    if tag == 'Cell' then return write_cell(taken) end
    if tag == 'TableHead' or tag == 'TableFoot' then return write_part(taken) end
    if writers[tag] or machine.single[tag] or class_of(taken).named.content then
        return write(taken)
    end
    fail('a ' .. tag .. ' cannot be written as JSON')
end

function machine.write_json(document)
    return machine.write_json_value(write_document(document))
end
