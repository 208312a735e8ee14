-- markdown.lua: pandoc.write(document, 'gfm' | 'commonmark' | 'markdown'): as pandoc writes it, lines
-- of 72 columns. In 'markdown' elements that GitHub's has no sign for have pandoc's own (attributes in
-- braces, ::: for a Div); in the others they are HTML.
--
-- A block is a list of lines. Within a line that may still be broken, BREAK stands for a space.

local machine = ...
local native = machine.native
local class_of = native.class_of

local BREAK = '\1'
local COLUMNS = 72

-- What each of the three can say.
local FORMS = {
    gfm = {strikeout = true, pipe_tables = true, notes = true, tasks = true,
           escaped = '[\\`*_%[%]<>|~]'},
    commonmark = {escaped = '[\\`*_%[%]<>]'},
    markdown = {own = true, strikeout = true, notes = true, tasks = true,
                escaped = '[\\`*_%[%]<>|~^$\'"]'},
}

-- ---- texts

local function is_entity(text, at) return string.find(text, '^&#?%w+;', at) end

local function escape(text, state)
    local form = state.form
    local result = string.gsub(text, '()(.)', function(at, sign)
        if sign == '_' and at > 1 and string.find(text, '^[%w\128-\255]_[%w\128-\255]', at - 1) then
            return nil
        end
        if string.find(sign, form.escaped) then return '\\' .. sign end
        if sign == '&' and is_entity(text, at) then return '\\&' end
        if sign == '#' and at == 1 and (not form.own or string.find(text, '^#+$')) then return '\\#' end
        if form.own then
            if sign == '@' and at == 1 and string.find(text, '^@[%w_{]') then return '\\@' end
            if sign == '-' and string.sub(text, at + 1, at + 1) == '-' then return '\\-' end
            if sign == '.' and string.sub(text, at, at + 2) == '...' and
                string.sub(text, at - 1, at - 1) ~= '.' then
                return '\\.'
            end
        end
    end)
    if form.own then
        result = string.gsub(result, '\u{2014}', '---')
        result = string.gsub(result, '\u{2013}', '--')
        result = string.gsub(result, '\u{2026}', '...')
        result = string.gsub(result, '\u{2018}', "'")
        result = string.gsub(result, '\u{2019}', "'")
        result = string.gsub(result, '\u{201C}', '"')
        result = string.gsub(result, '\u{201D}', '"')
    end
    return result
end

local function quote(text) return '"' .. string.gsub(text, '[\\"]', '\\%0') .. '"' end

local function longest_run(text, sign)
    local longest = 0
    for run in string.gmatch(text, sign .. '+') do longest = math.max(longest, #run) end
    return longest
end

local function is_empty(attr)
    return attr.identifier == '' and #attr.classes == 0 and rawlen(attr.attributes) == 0
end

-- What pandoc's reader would call a heading with this text.
local function identifier_of(content)
    local text = native.lower(machine.stringify(content))
    text = string.gsub(text, '\u{A0}', ' ')
    text = string.gsub(text, '\u{2018}', '')
    text = string.gsub(text, '\u{2019}', '')
    text = string.gsub(text, '\u{201C}', '')
    text = string.gsub(text, '\u{201D}', '')
    text = string.gsub(text, '[^%w_%-. \128-\255]', '')
    text = string.gsub(text, '^[%d_%-. ]+', '')
    text = string.gsub(text, '%s+', '-')
    return text == '' and 'section' or text
end

-- {#id .class key="value"}
local function braces(attr)
    local parts = {}
    if attr.identifier ~= '' then parts[1] = '#' .. attr.identifier end
    for _, word in ipairs(attr.classes) do parts[#parts + 1] = '.' .. word end
    for _, pair in ipairs(attr.attributes) do parts[#parts + 1] = pair[1] .. '=' .. quote(pair[2]) end
    return '{' .. table.concat(parts, BREAK) .. '}'
end

local HTML_ESCAPES = {['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;'}

local function open_tag(name, attr)
    local parts = {name}
    local function add(key, value)
        parts[#parts + 1] = key .. '="' .. string.gsub(value, '[&<>"]', HTML_ESCAPES) .. '"'
    end
    if attr.identifier ~= '' then add('id', attr.identifier) end
    if #attr.classes > 0 then add('class', table.concat(attr.classes, ' ')) end
    for _, pair in ipairs(attr.attributes) do
        if string.find(pair[1], '^[%w:_.-]+$') then add(pair[1], pair[2]) end
    end
    return '<' .. table.concat(parts, BREAK) .. '>'
end

-- What would be taken for another block at the beginning of a line.
local function begins_block(word)
    return string.find(word, '^[>+*-]$') or string.find(word, '^>') or
           string.find(word, '^%(?%d+[.)]$') or string.find(word, '^%(?%a[.)]$') or
           string.find(word, '^%(?[ivxlcdm]+[.)]$') or string.find(word, '^%(?[IVXLCDM]+[.)]$')
end

local function width_of(text) return utf8.len(text) or #text end

-- A text with BREAKs as lines.
local function fill(text, columns)
    local lines = {}
    for whole in string.gmatch(text .. '\n', '(.-)\n') do
        local line, width
        for word in string.gmatch(whole, '[^' .. BREAK .. ']+') do
            local size = width_of(word)
            if not line then
                line, width = word, size
            elseif width + 1 + size > columns and not begins_block(word) then
                lines[#lines + 1] = line
                line, width = word, size
            else
                line, width = line .. ' ' .. word, width + 1 + size
            end
        end
        lines[#lines + 1] = line
    end
    return lines -- none of an empty text
end

local function unbroken(text) return (string.gsub(text, '[\1\n]', ' ')) end

-- ---- inlines

local inlines, blocks

local function wrapped(left, right)
    return function(element, state)
        return left .. inlines(element.content, state) .. (right or left)
    end
end

-- A sign where this Markdown has one, else HTML.
local function sign_or_tag(sign, tag, has_sign)
    return function(element, state)
        local content = inlines(element.content, state)
        if has_sign(state.form) then return sign .. content .. sign end
        return '<' .. tag .. '>' .. content .. '</' .. tag .. '>'
    end
end

local function is_own(form) return form.own end

-- Within ~ and ^ no space may stand.
local function close(sign, tag)
    return function(element, state)
        local content = inlines(element.content, state)
        if not state.form.own then return '<' .. tag .. '>' .. content .. '</' .. tag .. '>' end
        return sign .. string.gsub(content, '[ \1]', '\\ ') .. sign
    end
end

local function classed(word)
    return function(element, state)
        local content = inlines(element.content, state)
        if state.form.own then return '[' .. content .. ']{.' .. word .. '}' end
        if word == 'underline' then return '<u>' .. content .. '</u>' end
        return '<span' .. BREAK .. 'class="' .. word .. '">' .. content .. '</span>'
    end
end

local function destination(target, title)
    return '(' .. target .. (title ~= '' and BREAK .. quote(title) or '') .. ')'
end

local writers = {
    Str = function(element, state) return escape(element.text, state) end,
    Space = function() return BREAK end,
    SoftBreak = function() return BREAK end,
    LineBreak = function(_, state) return state.form.own and '\\\n' or '  \n' end,
    Emph = wrapped '*', Strong = wrapped '**',
    Strikeout = sign_or_tag('~~', 's', function(form) return form.strikeout end),
    Superscript = close('^', 'sup'), Subscript = close('~', 'sub'),
    SmallCaps = classed 'smallcaps', Underline = classed 'underline',
}

function writers.Quoted(element, state)
    local content = inlines(element.content, state)
    local double = element.quotetype == 'DoubleQuote'
    if state.form.own then
        local mark = double and '"' or "'"
        return mark .. content .. mark
    end
    return (double and '\u{201C}' or '\u{2018}') .. content .. (double and '\u{201D}' or '\u{2019}')
end

function writers.Cite(element, state)
    if not state.form.own then return inlines(element.content, state) end
    local parts, first = {}, element.citations[1]
    for i, citation in ipairs(element.citations) do
        local prefix = inlines(citation.prefix, state)
        parts[i] = (prefix ~= '' and prefix .. BREAK or '') ..
                   (citation.mode == 'SuppressAuthor' and '-' or '') .. '@' .. citation.id ..
                   inlines(citation.suffix, state)
    end
    if first and first.mode == 'AuthorInText' and #parts == 1 then
        local suffix = inlines(first.suffix, state)
        return '@' .. first.id .. (suffix ~= '' and BREAK .. '[' .. suffix .. ']' or '')
    end
    return '[' .. table.concat(parts, ';' .. BREAK) .. ']'
end

function writers.Code(element, state)
    local run = longest_run(element.text, '`')
    local marks, gap = string.rep('`', run == 0 and 1 or run + 1), run == 0 and '' or ' '
    local attr = state.form.own and not is_empty(element.attr) and braces(element.attr) or ''
    return marks .. gap .. element.text .. gap .. marks .. attr
end

function writers.Math(element)
    local mark = element.mathtype == 'InlineMath' and '$' or '$$'
    return mark .. element.text .. mark
end

local function is_markdown(format) return string.find(format, '^markdown') or format == 'gfm' end
local function is_html(format) return string.find(format, '^html[45]?$') end

function writers.RawInline(element, state)
    if is_markdown(element.format) then return element.text end
    if state.form.own then
        local marks = string.rep('`', longest_run(element.text, '`') + 1)
        return marks .. element.text .. marks .. '{=' .. element.format .. '}'
    end
    return is_html(element.format) and element.text or ''
end

local function is_address(element)
    local content = element.content
    if #content ~= 1 or not machine.is(content[1], 'Str') then return false end
    local text = content[1].text
    return element.title == '' and not string.find(element.target, '[%s<>]') and
           (text == element.target and string.find(text, '^%a[%w+.-]+:') or
            'mailto:' .. text == element.target)
end

function writers.Link(element, state)
    local words = element.classes
    local plain = is_empty(element.attr) or
                  element.identifier == '' and #words == 1 and (words[1] == 'uri' or words[1] == 'email')
    if plain and is_address(element) then
        return '<' .. machine.stringify(element.content) .. '>'
    end
    local attr = state.form.own and not is_empty(element.attr) and braces(element.attr) or ''
    return '[' .. inlines(element.content, state) .. ']' ..
           destination(element.target, element.title) .. attr
end

function writers.Image(element, state)
    local title = string.gsub(element.title, '^fig:', '')
    local attr = state.form.own and not is_empty(element.attr) and braces(element.attr) or ''
    return '![' .. inlines(element.caption, state) .. ']' .. destination(element.src, title) .. attr
end

function writers.Note(element, state)
    state.notes[#state.notes + 1] = element
    return (state.form.notes and '[^' or '[') .. #state.notes .. ']'
end

function writers.Span(element, state)
    local content = inlines(element.content, state)
    if is_empty(element.attr) then return content end
    if state.form.own then return '[' .. content .. ']' .. braces(element.attr) end
    return open_tag('span', element.attr) .. content .. '</span>'
end

function inlines(list, state)
    local parts = {}
    for i = 1, #list do parts[i] = writers[class_of(list[i]).tag](list[i], state) end
    return table.concat(parts)
end

-- ---- blocks: (block, state, columns) -> lines

local function prefixed(lines, first, rest)
    local result = {}
    for i, line in ipairs(lines) do
        result[i] = line == '' and i > 1 and '' or (i == 1 and first or rest) .. line
    end
    return result
end

local function lines_of(text)
    local lines = {}
    for line in string.gmatch(text .. '\n', '(.-)\n') do lines[#lines + 1] = line end
    if #lines > 1 and lines[#lines] == '' then lines[#lines] = nil end
    return lines
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
                   attr.identifier ~= identifier_of(block.content))
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

-- ---- tables

local SIDES = {AlignLeft = 'left', AlignRight = 'right', AlignCenter = 'center'}

local function pad(text, width, side)
    local room = math.max(0, width - width_of(text))
    if side == 'right' then return string.rep(' ', room) .. text end
    if side == 'center' then
        return string.rep(' ', room // 2) .. text .. string.rep(' ', room - room // 2)
    end
    return text .. string.rep(' ', room)
end

-- The cells' texts by row, or nil where one cannot stand in a line.
local function cell_texts(block, state)
    local rows = {}
    local function add(list)
        for _, row in ipairs(list) do
            local texts = {}
            for _, cell in ipairs(row.cells) do
                local first = cell.contents[1]
                local tag = first and class_of(first).tag
                if #cell.contents > 1 or cell.row_span ~= 1 or cell.col_span ~= 1 or
                    first and tag ~= 'Plain' and tag ~= 'Para' then
                    return false
                end
                local text = first and inlines(first.content, state) or ''
                if string.find(text, '\n') then return false end
                texts[#texts + 1] = unbroken(text)
            end
            rows[#rows + 1] = texts
        end
        return true
    end
    local good = add(block.head.rows)
    for _, body in ipairs(block.bodies) do good = good and add(body.head or {}) and add(body.body) end
    return good and add(block.foot.rows) and rows or nil
end

local function column_widths(rows, count, least)
    local widths = {}
    for i = 1, count do
        widths[i] = least
        for _, row in ipairs(rows) do widths[i] = math.max(widths[i], width_of(row[i] or '')) end
    end
    return widths
end

local function pipe_table(block, rows)
    local count = #block.colspecs
    local widths, lines = column_widths(rows, count, 1), {}
    local function add(texts)
        local cells = {}
        for i = 1, count do
            cells[i] = ' ' .. pad(texts[i] or '', widths[i], SIDES[block.colspecs[i][1]]) .. ' '
        end
        lines[#lines + 1] = '|' .. table.concat(cells, '|') .. '|'
    end
    local head = #block.head.rows > 0
    add(head and rows[1] or {})
    local marks = {}
    for i = 1, count do
        local side = SIDES[block.colspecs[i][1]]
        local dashes = string.rep('-', widths[i])
        marks[i] = (side == 'left' or side == 'center') and ':' .. dashes or '-' .. dashes
        marks[i] = marks[i] .. ((side == 'right' or side == 'center') and ':' or '-')
    end
    lines[#lines + 1] = '|' .. table.concat(marks, '|') .. '|'
    for i = head and 2 or 1, #rows do add(rows[i]) end
    return lines
end

local function simple_table(block, rows)
    local count = #block.colspecs
    local widths, lines = column_widths(rows, count, 1), {}
    local function add(texts)
        local cells = {}
        for i = 1, count do
            cells[i] = pad(texts[i] or '', widths[i] + 2, SIDES[block.colspecs[i][1]])
        end
        lines[#lines + 1] = '  ' .. string.gsub(table.concat(cells, ' '), '%s+$', '')
    end
    local marks = {}
    for i = 1, count do marks[i] = string.rep('-', widths[i] + 2) end
    local rule = '  ' .. table.concat(marks, ' ')
    local head = #block.head.rows > 0
    if head then add(rows[1]) end
    lines[#lines + 1] = rule
    for i = head and 2 or 1, #rows do add(rows[i]) end
    if not head then lines[#lines + 1] = rule end
    return lines
end

local function html_table(block)
    local document = machine.make('Pandoc', {blocks = machine.blocks {block},
                                             meta = machine.make('Meta', {})})
    return lines_of(machine.html_of(document))
end

function writers.Table(block, state, columns)
    local own = state.form.own
    local rows = (own or state.form.pipe_tables) and #block.head.rows <= 1 and #block.colspecs > 0 and
                 cell_texts(block, state)
    if not rows then return html_table(block) end
    local lines = (own and simple_table or pipe_table)(block, rows)
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
