-- plain.lua: pandoc.write(document, 'plain'): text without marks, as pandoc has it but for the breaks
-- of long lines; tables are rows of cells between bars.

local machine = ...
local native = machine.native
local class_of = native.class_of

local write_blocks

local function add_inlines(list, state)
    local parts = {}
    local add
    local function add_all(content)
        for i = 1, #content do add(content[i]) end
    end
    function add(element)
        local tag = class_of(element).tag
        if tag == 'Note' then
            state.notes[#state.notes + 1] = element
            parts[#parts + 1] = '[' .. #state.notes .. ']'
        elseif tag == 'LineBreak' then
            parts[#parts + 1] = '\n'
        elseif tag == 'Image' then
            parts[#parts + 1] = '['
            add_all(element.caption)
            parts[#parts + 1] = ']'
        elseif tag == 'Quoted' then
            local double = element.quotetype == 'DoubleQuote'
            parts[#parts + 1] = double and '\u{201C}' or '\u{2018}'
            add_all(element.content)
            parts[#parts + 1] = double and '\u{201D}' or '\u{2019}'
        elseif class_of(element).named.content then
            add_all(element.content)
        elseif tag == 'RawInline' then
            if element.format == 'plain' then parts[#parts + 1] = element.text end
        else
            parts[#parts + 1] = element.text or ' '
        end
    end
    add_all(list)
    return table.concat(parts)
end

local function indent(text, first, rest)
    local lines = {}
    for line in string.gmatch(text .. '\n', '(.-)\n') do
        local before = #lines == 0 and first or rest
        lines[#lines + 1] = line == '' and '' or before .. line
    end
    return table.concat(lines, '\n')
end

local function is_tight(items)
    for _, item in ipairs(items) do
        if item[1] and class_of(item[1]).tag ~= 'Plain' then return false end
    end
    return true
end

local function list_of_items(items, state, marker)
    local parts = {}
    for i, item in ipairs(items) do
        local mark = marker(i)
        mark = mark .. string.rep(' ', 4 - #mark)
        parts[i] = indent(write_blocks(item, state), mark, string.rep(' ', #mark))
    end
    return table.concat(parts, is_tight(items) and '\n' or '\n\n')
end

local writers = {}
function writers.Para(block, state) return add_inlines(block.content, state) end
writers.Plain, writers.Header = writers.Para, writers.Para
function writers.LineBlock(block, state)
    local lines = {}
    for i, line in ipairs(block.content) do lines[i] = add_inlines(line, state) end
    return table.concat(lines, '\n')
end
function writers.CodeBlock(block) return indent(block.text, '    ', '    ') end
function writers.RawBlock(block) return block.format == 'plain' and block.text or '' end
function writers.BlockQuote(block, state)
    return indent(write_blocks(block.content, state), '  ', '  ')
end
function writers.Div(block, state) return write_blocks(block.content, state) end
writers.Figure = writers.Div
function writers.HorizontalRule() return string.rep('-', 72) end
function writers.Null() return '' end
function writers.BulletList(block, state)
    return list_of_items(block.content, state, function() return '-' end)
end
function writers.OrderedList(block, state)
    return list_of_items(block.content, state, function(i) return block.start + i - 1 .. '.' end)
end
function writers.DefinitionList(block, state)
    local parts = {}
    for _, item in ipairs(block.content) do
        local lines = {add_inlines(item[1], state)}
        for _, definition in ipairs(item[2]) do
            lines[#lines + 1] = indent(write_blocks(definition, state), '    ', '    ')
        end
        parts[#parts + 1] = table.concat(lines, '\n')
    end
    return table.concat(parts, '\n\n')
end
function writers.Table(block, state)
    local lines = {}
    local function add_rows(rows)
        for _, row in ipairs(rows) do
            local cells = {}
            for i, cell in ipairs(row.cells) do
                cells[i] = string.gsub(write_blocks(cell.contents, state), '\n+', ' ')
            end
            lines[#lines + 1] = table.concat(cells, ' | ')
        end
    end
    add_rows(block.head.rows)
    for _, body in ipairs(block.bodies) do
        add_rows(body.head or {})
        add_rows(body.body)
    end
    add_rows(block.foot.rows)
    local caption = write_blocks(block.caption.long, state)
    if caption ~= '' then lines[#lines + 1] = '\n: ' .. caption end
    return table.concat(lines, '\n')
end

function write_blocks(list, state)
    local parts, tight = {}, nil
    for i = 1, #list do
        local tag = class_of(list[i]).tag
        local text = writers[tag](list[i], state)
        if text ~= '' then
            if #parts > 0 then parts[#parts + 1] = tight and '\n' or '\n\n' end
            parts[#parts + 1] = text
            tight = tag == 'Plain'
        end
    end
    return table.concat(parts)
end

function machine.writers.plain(document)
    local state = {notes = {}}
    local text = write_blocks(document.blocks, state)
    local at = 1
    while at <= #state.notes do
        local note = write_blocks(state.notes[at].content, state)
        text = text .. '\n\n' .. indent(note, '[' .. at .. '] ', '')
        at = at + 1
    end
    return text .. '\n'
end
