-- markdown.lua: pandoc.write(document, 'gfm' | 'commonmark' | 'markdown'): as pandoc writes it, lines
-- of 72 columns. In 'markdown' elements that GitHub's has no sign for have pandoc's own (attributes in
-- braces, ::: for a Div); in the others they are HTML.
--
-- A block is a list of lines. `state` holds the form that is written and the notes met so far.

local machine = ...
local native = machine.native
local class_of = native.class_of
local markdown = machine.markdown
local inlines, fill, unbroken = markdown.inlines, markdown.fill, markdown.unbroken
local braces, open_tag, is_empty = markdown.braces, markdown.open_tag, markdown.is_empty
local longest_run, begins_block = markdown.longest_run, markdown.begins_block
local is_markdown, is_html = markdown.is_markdown, markdown.is_html
local lines_of = markdown.lines_of

local COLUMNS = 72

-- What each of the three can say.
local FORMS = {
    gfm = {strikeout = true, pipe_tables = true, notes = true, tasks = true,
           escaped = '[\\`*_%[%]<>|~]'},
    commonmark = {escaped = '[\\`*_%[%]<>]'},
    markdown = {own = true, strikeout = true, notes = true, tasks = true,
                escaped = '[\\`*_%[%]<>|~^$\'"]'},
}

-- ---- blocks: (block, state, columns) -> lines

local writers = {}
local blocks

local function prefixed(lines, first, rest)
    local result = {}
    for i, line in ipairs(lines) do
        result[i] = line == '' and i > 1 and '' or (i == 1 and first or rest) .. line
    end
    return result
end

-- A list's mark, or a sign, that a paragraph begins with.
local function paragraph(block, state, columns)
    local text = inlines(block.content, state)
    local word = string.match(text, '^[^\1\n]*')
    if string.find(word, '^%(?%w+[.)]$') and begins_block(word) then
        text = string.gsub(word, '[.()]', '\\%0') .. string.sub(text, #word + 1)
    elseif word == '-' or word == '+' then
        text = '\\' .. text
    end
    return fill(text, columns)
end
writers.Para, writers.Plain = paragraph, paragraph

function writers.Header(block, state)
    local text = string.rep('#', math.max(1, block.level)) .. ' ' ..
                 unbroken(inlines(block.content, state))
    local attr = block.attr
    local shown = state.form.own and not is_empty(attr) and
                  (#attr.classes > 0 or rawlen(attr.attributes) > 0 or
                   attr.identifier ~= markdown.identifier_of(block.content))
    return {shown and text .. ' ' .. unbroken(braces(attr)) or text}
end

function writers.LineBlock(block, state)
    local lines, own = {}, state.form.own
    for i, line in ipairs(block.content) do
        local text = unbroken(inlines(line, state))
        lines[i] = own and '| ' .. text or text .. (i < #block.content and '  ' or '')
    end
    return lines
end

function writers.CodeBlock(block, state)
    local attr = block.attr
    if is_empty(attr) then return prefixed(lines_of(block.text), '    ', '    ') end
    local fence = string.rep('`', math.max(3, longest_run(block.text, '`') + 1))
    local simple = attr.identifier == '' and rawlen(attr.attributes) == 0 and #attr.classes == 1
    local word = attr.classes[1] or ''
    if state.form.own and not simple then word = unbroken(braces(attr)) end
    local lines = {fence .. (word ~= '' and ' ' .. word or '')}
    local text = block.text == '' and {} or lines_of(block.text)
    table.move(text, 1, #text, 2, lines)
    lines[#lines + 1] = fence
    return lines
end

function writers.RawBlock(block, state)
    if is_markdown(block.format) or is_html(block.format) and not state.form.own then
        return lines_of(block.text)
    end
    if not state.form.own then return {} end
    local lines = {'```{=' .. block.format .. '}'}
    for _, line in ipairs(lines_of(block.text)) do lines[#lines + 1] = line end
    lines[#lines + 1] = '```'
    return lines
end

function writers.BlockQuote(block, state, columns)
    local lines = blocks(block.content, state, columns - 2)
    for i, line in ipairs(lines) do lines[i] = line == '' and '>' or '> ' .. line end
    return lines
end

function writers.HorizontalRule() return {string.rep('-', COLUMNS)} end
function writers.Null() return {} end

function writers.Div(block, state, columns)
    local lines, content = {}, blocks(block.content, state, columns)
    local attr = block.attr
    if is_empty(attr) then return content end
    if state.form.own then
        local depth = 3
        for _, line in ipairs(content) do
            local colons = string.match(line, '^:::+')
            if colons then depth = math.max(depth, #colons + 1) end
        end
        local simple = attr.identifier == '' and rawlen(attr.attributes) == 0 and #attr.classes == 1
        local fence = string.rep(':', depth)
        lines[1] = fence .. ' ' .. (simple and attr.classes[1] or unbroken(braces(attr)))
        table.move(content, 1, #content, 2, lines)
        lines[#lines + 1] = fence
        return lines
    end
    lines[1], lines[2] = unbroken(open_tag('div', attr)), ''
    table.move(content, 1, #content, 3, lines)
    if #content > 0 then lines[#lines + 1] = '' end
    lines[#lines + 1] = '</div>'
    return lines
end

function writers.Figure(block, state, columns)
    return blocks(block.content, state, columns)
end

local function is_tight(items)
    for _, item in ipairs(items) do
        if item[1] and class_of(item[1]).tag ~= 'Plain' then return false end
    end
    return true
end

local function list_lines(items, state, columns, mark_of)
    local lines, tight = {}, is_tight(items)
    for i, item in ipairs(items) do
        local mark = mark_of(i)
        mark = mark .. string.rep(' ', math.max(1, 4 - #mark))
        local content = blocks(item, state, columns - #mark, true)
        if #content == 0 then content = {''} end
        if i > 1 and not tight then lines[#lines + 1] = '' end
        for _, line in ipairs(prefixed(content, mark, string.rep(' ', #mark))) do
            lines[#lines + 1] = (string.gsub(line, '^(%s*[-%d.)]+)%s+$', '%1'))
        end
    end
    return lines
end

local BOXES = {['\u{2610}'] = '[ ]', ['\u{2612}'] = '[x]'}

-- An item that begins with a box is a task.
local function with_boxes(items, form)
    if not form.tasks then return items end
    local result = native.copy(items)
    for _, item in ipairs(result) do
        local content = item[1] and class_of(item[1]).named.content and item[1].content
        local first = content and content[1]
        local box = first and class_of(first) and class_of(first).tag == 'Str' and BOXES[first.text]
        if box then content[1] = machine.make('RawInline', {format = 'markdown', text = box}) end
    end
    return result
end

function writers.BulletList(block, state, columns)
    return list_lines(with_boxes(block.content, state.form), state, columns, function() return '-' end)
end

local function letter(number, first)
    local text = ''
    while number > 0 do
        text = string.char(first + (number - 1) % 26) .. text
        number = (number - 1) // 26
    end
    return text
end

local NUMERALS = {
    LowerAlpha = function(number) return letter(number, 97) end,
    UpperAlpha = function(number) return letter(number, 65) end,
    LowerRoman = function(number) return string.lower(machine.utils.to_roman_numeral(number)) end,
    UpperRoman = function(number) return machine.utils.to_roman_numeral(number) end,
}

function writers.OrderedList(block, state, columns)
    local numeral = state.form.own and NUMERALS[block.style] or tostring
    return list_lines(with_boxes(block.content, state.form), state, columns, function(i)
        local text = numeral(block.start + i - 1)
        if block.delimiter == 'OneParen' then return text .. ')' end
        if block.delimiter == 'TwoParens' then return (state.form.own and '(' or '') .. text .. ')' end
        return text .. '.'
    end)
end

function writers.DefinitionList(block, state, columns)
    local lines = {}
    for i, item in ipairs(block.content) do
        if i > 1 then lines[#lines + 1] = '' end
        local tight = is_tight {item[2][1]}
        local term = unbroken(inlines(item[1], state))
        lines[#lines + 1] = state.form.own and term or term .. '  '
        for _, definition in ipairs(item[2]) do
            if not tight and state.form.own then lines[#lines + 1] = '' end
            local content = blocks(definition, state, columns - (state.form.own and 4 or 0), true)
            if state.form.own then content = prefixed(content, ':   ', '    ') end
            table.move(content, 1, #content, #lines + 1, lines)
        end
    end
    return lines
end

function writers.Table(block, state, columns)
    local own = state.form.own
    local lines, is_whole = markdown.table_lines(block, state)
    if is_whole then return lines end
    local caption = blocks(block.caption.long, state, own and columns - 2 or columns)
    if #caption > 0 then
        lines[#lines + 1] = ''
        for _, line in ipairs(prefixed(caption, own and '  : ' or '', own and '  ' or '')) do
            lines[#lines + 1] = line
        end
    end
    return lines
end

-- ---- the whole

local LISTS = {BulletList = true, OrderedList = true, DefinitionList = true}

-- Two lists of one kind side by side would be read as one.
local function needs_comment(before, block)
    local tag = class_of(block).tag
    return LISTS[before] and (before == tag or tag == 'CodeBlock' and is_empty(block.attr))
end

function blocks(list, state, columns, in_list)
    local lines, before, fenced = {}, nil, false
    local function add(more, tight)
        if #more == 0 then return end
        if #lines > 0 and not tight then lines[#lines + 1] = '' end
        table.move(more, 1, #more, #lines + 1, lines)
    end
    for i = 1, #list do
        local block = list[i]
        local tag = class_of(block).tag
        if before and needs_comment(before, block) then
            local comment = machine.make('RawBlock', {format = 'html', text = '<!-- -->'})
            add(writers.RawBlock(comment, state))
            before, fenced = 'RawBlock', state.form.own
        end
        local tight = in_list and before == 'Plain' or before == 'RawBlock' and fenced
        add(writers[tag](block, state, columns), tight)
        before, fenced = tag, state.form.own and string.sub(lines[#lines] or '', 1, 3) == '```'
    end
    return lines
end

local function write(form)
    return function(document)
        local state = {form = form, notes = {}}
        local lines = blocks(document.blocks, state, COLUMNS)
        local at = 1
        while at <= #state.notes do
            local mark, rest = '[^' .. at .. ']: ', '    '
            if not form.notes then mark, rest = '[' .. at .. '] ', '' end
            local note = blocks(state.notes[at].content, state, COLUMNS - 4)
            if #lines > 0 then lines[#lines + 1] = '' end
            for _, line in ipairs(prefixed(note, mark, rest)) do lines[#lines + 1] = line end
            at = at + 1
        end
        return #lines == 0 and '' or table.concat(lines, '\n') .. '\n'
    end
end

for name, form in pairs(FORMS) do machine.writers[name] = write(form) end
