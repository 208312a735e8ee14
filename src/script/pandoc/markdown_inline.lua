-- markdown_inline.lua: texts and inlines in Markdown, for markdown.lua, which says what `state` is.
--
-- An inline's text may still be broken into lines: BREAK stands for a space where it may.

local machine = ...
local native = machine.native
local class_of = native.class_of

local markdown = {}
machine.markdown = markdown

local BREAK = '\1'

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

local function lines_of(text)
    local lines = {}
    for line in string.gmatch(text .. '\n', '(.-)\n') do lines[#lines + 1] = line end
    if #lines > 1 and lines[#lines] == '' then lines[#lines] = nil end
    return lines
end
markdown.lines_of = lines_of

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

local inlines

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

markdown.inlines, markdown.fill, markdown.unbroken = inlines, fill, unbroken
markdown.braces, markdown.open_tag, markdown.is_empty = braces, open_tag, is_empty
markdown.identifier_of, markdown.longest_run = identifier_of, longest_run
markdown.begins_block, markdown.width_of = begins_block, width_of
markdown.is_markdown, markdown.is_html = is_markdown, is_html
