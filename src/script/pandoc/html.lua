-- html.lua: pandoc.write(document, 'html'): pandoc's HTML, without its line breaks at 72 columns and
-- without colours in code.

local machine = ...
local native = machine.native
local class_of = native.class_of

local ESCAPES = {['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;'}

local function escape(text) return (string.gsub(text, '[&<>"]', ESCAPES)) end

-- Attributes that HTML knows keep their names; others are data-.
local KNOWN = {}
local WORDS = [[accesskey alt autoplay cite class colspan controls cols coords datetime dir download
headers height hidden hreflang href id ismap kind label lang list loop max maxlength media method min
muted name open pattern placeholder poster preload rel reversed role rows rowspan sandbox scope shape
size sizes span spellcheck src srcdoc srclang srcset start step style summary tabindex target title
translate type usemap value width]]
for word in string.gmatch(WORDS, '%a+') do KNOWN[word] = true end

local function add_attr(attr, out, extra_class)
    local words = {}
    if extra_class then words[1] = extra_class end
    for i = 1, #attr.classes do words[#words + 1] = attr.classes[i] end
    if attr.identifier ~= '' then out[#out + 1] = ' id="' .. escape(attr.identifier) .. '"' end
    if #words > 0 then out[#out + 1] = ' class="' .. escape(table.concat(words, ' ')) .. '"' end
    for _, pair in ipairs(attr.attributes) do
        local key = pair[1]
        if string.find(key, '^[%w:_.-]+$') then
            local known = KNOWN[key] or string.find(key, '^data%-') or
                          string.find(key, '^aria%-') or string.find(key, ':')
            out[#out + 1] = ' ' .. (known and key or 'data-' .. key) .. '="' .. escape(pair[2]) .. '"'
        end
    end
end

local inlines, blocks

local function wrap(element, name, state, class)
    local out = state.out
    out[#out + 1] = '<' .. name
    if class_of(element).named.attr then
        add_attr(element.attr, out, class)
    elseif class then
        out[#out + 1] = ' class="' .. class .. '"'
    end
    out[#out + 1] = '>'
    inlines(element.content, state)
    out[#out + 1] = '</' .. name .. '>'
end

local function wrapper(name, class)
    return function(element, state) wrap(element, name, state, class) end
end

local function text(text_of)
    return function(element, state) state.out[#state.out + 1] = text_of(element) end
end

local function target(out, element)
    if element.title ~= '' then out[#out + 1] = ' title="' .. escape(element.title) .. '"' end
end

local writers = {
    Str = text(function(element) return (string.gsub(element.text, '[&<>]', ESCAPES)) end),
    Space = text(function() return ' ' end),
    SoftBreak = text(function() return '\n' end),
    LineBreak = text(function() return '<br />\n' end),
    Emph = wrapper 'em', Strong = wrapper 'strong', Strikeout = wrapper 'del',
    Superscript = wrapper 'sup', Subscript = wrapper 'sub', Underline = wrapper 'u',
    SmallCaps = wrapper('span', 'smallcaps'), Span = wrapper 'span',
    RawInline = text(function(element)
        return (element.format == 'html' or element.format == 'html5') and element.text or ''
    end),
    Math = text(function(element)
        local kind = element.mathtype == 'InlineMath' and 'inline' or 'display'
        return '<span class="math ' .. kind .. '">' .. escape(element.text) .. '</span>'
    end),
}

function writers.Quoted(element, state)
    local double = element.quotetype == 'DoubleQuote'
    state.out[#state.out + 1] = double and '\u{201C}' or '\u{2018}'
    inlines(element.content, state)
    state.out[#state.out + 1] = double and '\u{201D}' or '\u{2019}'
end

function writers.Cite(element, state) inlines(element.content, state) end

function writers.Code(element, state)
    local out = state.out
    out[#out + 1] = '<code'
    add_attr(element.attr, out)
    out[#out + 1] = '>' .. string.gsub(element.text, '[&<>]', ESCAPES) .. '</code>'
end

function writers.Link(element, state)
    local out = state.out
    out[#out + 1] = '<a href="' .. escape(element.target) .. '"'
    add_attr(element.attr, out)
    target(out, element)
    out[#out + 1] = '>'
    inlines(element.content, state)
    out[#out + 1] = '</a>'
end

function writers.Image(element, state)
    local out = state.out
    out[#out + 1] = '<img src="' .. escape(element.src) .. '"'
    add_attr(element.attr, out)
    target(out, element)
    local alt = machine.stringify(element.caption)
    if alt ~= '' then out[#out + 1] = ' alt="' .. escape(alt) .. '"' end
    out[#out + 1] = ' />'
end

function writers.Note(element, state)
    local number = #state.notes + 1
    state.notes[number] = element
    state.out[#state.out + 1] = '<a href="#fn' .. number .. '" class="footnote-ref" id="fnref' ..
        number .. '" role="doc-noteref"><sup>' .. number .. '</sup></a>'
end

-- ---- blocks, each without the line end that follows it

local function content_block(name)
    return function(block, state)
        local out = state.out
        out[#out + 1] = '<' .. name
        if class_of(block).named.attr then add_attr(block.attr, out) end
        out[#out + 1] = '>'
        inlines(block.content, state)
        out[#out + 1] = '</' .. name .. '>'
    end
end

writers.Para = content_block 'p'
function writers.Plain(block, state) inlines(block.content, state) end

function writers.Header(block, state)
    local level = math.max(1, block.level)
    if level <= 6 then return content_block('h' .. level)(block, state) end
    state.out[#state.out + 1] = '<p class="heading">'
    inlines(block.content, state)
    state.out[#state.out + 1] = '</p>'
end

function writers.LineBlock(block, state)
    local out = state.out
    out[#out + 1] = '<div class="line-block">'
    for i, line in ipairs(block.content) do
        if i > 1 then out[#out + 1] = '<br />\n' end
        inlines(line, state)
    end
    out[#out + 1] = '</div>'
end

function writers.CodeBlock(block, state)
    local out = state.out
    out[#out + 1] = '<pre'
    add_attr(block.attr, out)
    out[#out + 1] = '><code>' .. string.gsub(block.text, '[&<>]', ESCAPES) .. '</code></pre>'
end

writers.RawBlock = writers.RawInline
function writers.HorizontalRule(_, state) state.out[#state.out + 1] = '<hr />' end
function writers.Null() end

function writers.BlockQuote(block, state)
    state.out[#state.out + 1] = '<blockquote>\n'
    blocks(block.content, state)
    state.out[#state.out + 1] = '\n</blockquote>'
end

function writers.Div(block, state)
    local out = state.out
    local is_section = block.classes[1] == 'section'
    local name = is_section and 'section' or 'div'
    out[#out + 1] = '<' .. name
    add_attr(block.attr, out)
    out[#out + 1] = '>\n'
    blocks(block.content, state)
    out[#out + 1] = '\n</' .. name .. '>'
end

function writers.Figure(block, state)
    local out = state.out
    out[#out + 1] = '<figure'
    add_attr(block.attr, out)
    out[#out + 1] = '>\n'
    blocks(block.content, state)
    if #block.caption.long > 0 then
        out[#out + 1] = '\n<figcaption>'
        blocks(block.caption.long, state)
        out[#out + 1] = '</figcaption>'
    end
    out[#out + 1] = '\n</figure>'
end

local function items(list, state)
    for _, item in ipairs(list) do
        state.out[#state.out + 1] = '<li>'
        blocks(item, state)
        state.out[#state.out + 1] = '</li>\n'
    end
end

function writers.BulletList(block, state)
    state.out[#state.out + 1] = '<ul>\n'
    items(block.content, state)
    state.out[#state.out + 1] = '</ul>'
end

local TYPES = {Decimal = '1', LowerAlpha = 'a', UpperAlpha = 'A', LowerRoman = 'i', UpperRoman = 'I'}

function writers.OrderedList(block, state)
    local start = block.start ~= 1 and ' start="' .. block.start .. '"' or ''
    local kind = TYPES[block.style] and ' type="' .. TYPES[block.style] .. '"' or ''
    local class = block.style == 'Example' and ' class="example"' or ''
    state.out[#state.out + 1] = '<ol' .. class .. start .. kind .. '>\n'
    items(block.content, state)
    state.out[#state.out + 1] = '</ol>'
end

function writers.DefinitionList(block, state)
    local out = state.out
    out[#out + 1] = '<dl>\n'
    for _, item in ipairs(block.content) do
        out[#out + 1] = '<dt>'
        inlines(item[1], state)
        out[#out + 1] = '</dt>\n'
        for _, definition in ipairs(item[2]) do
            out[#out + 1] = '<dd>\n'
            blocks(definition, state)
            out[#out + 1] = '\n</dd>\n'
        end
    end
    out[#out + 1] = '</dl>'
end

-- ---- tables

local ALIGNMENTS = {AlignLeft = 'left', AlignRight = 'right', AlignCenter = 'center'}

local function write_rows(rows, specs, heads, in_head, state)
    local out = state.out
    for i, row in ipairs(rows) do
        local attr_out = {}
        add_attr(row.attr, attr_out, in_head and 'header' or i % 2 == 1 and 'odd' or 'even')
        out[#out + 1] = '<tr' .. table.concat(attr_out) .. '>\n'
        local column = 1
        for _, cell in ipairs(row.cells) do
            local name = (in_head or column <= heads) and 'th' or 'td'
            local spec = specs[column]
            local alignment = ALIGNMENTS[cell.alignment] or spec and ALIGNMENTS[spec[1]]
            out[#out + 1] = '<' .. name
            add_attr(cell.attr, out)
            if cell.row_span > 1 then out[#out + 1] = ' rowspan="' .. cell.row_span .. '"' end
            if cell.col_span > 1 then out[#out + 1] = ' colspan="' .. cell.col_span .. '"' end
            if alignment then out[#out + 1] = ' style="text-align: ' .. alignment .. ';"' end
            out[#out + 1] = '>'
            blocks(cell.contents, state)
            out[#out + 1] = '</' .. name .. '>\n'
            column = column + cell.col_span
        end
        out[#out + 1] = '</tr>\n'
    end
end

local function write_part(name, attr, state, write)
    local out = state.out
    out[#out + 1] = '<' .. name
    if attr then add_attr(attr, out) end
    out[#out + 1] = '>\n'
    write()
    out[#out + 1] = '</' .. name .. '>\n'
end

function writers.Table(block, state)
    local out, specs = state.out, block.colspecs
    out[#out + 1] = '<table'
    add_attr(block.attr, out)
    out[#out + 1] = '>\n'
    if #block.caption.long > 0 then
        out[#out + 1] = '<caption>'
        blocks(block.caption.long, state)
        out[#out + 1] = '</caption>\n'
    end
    if #block.head.rows > 0 then
        write_part('thead', block.head.attr, state, function()
            write_rows(block.head.rows, specs, 0, true, state)
        end)
    end
    for _, body in ipairs(block.bodies) do
        write_part('tbody', body.attr, state, function()
            write_rows(body.head or {}, specs, 0, true, state)
            write_rows(body.body, specs, body.row_head_columns or 0, false, state)
        end)
    end
    if #block.foot.rows > 0 then
        write_part('tfoot', block.foot.attr, state, function()
            write_rows(block.foot.rows, specs, 0, false, state)
        end)
    end
    out[#out + 1] = '</table>'
end

function inlines(list, state)
    for i = 1, #list do writers[class_of(list[i]).tag](list[i], state) end
end

function blocks(list, state)
    local out, any = state.out, false
    for i = 1, #list do
        local before = #out
        if any then out[before + 1] = '\n' end
        local start = #out
        writers[class_of(list[i]).tag](list[i], state)
        if #out == start or #out == start + 1 and out[#out] == '' then -- nothing came of it
            for j = #out, before + 1, -1 do out[j] = nil end
        else
            any = true
        end
    end
end

function machine.writers.html(document)
    local state = {out = {}, notes = {}}
    blocks(document.blocks, state)
    local at = 1
    while at <= #state.notes do -- notes within notes come behind
        local out = state.out
        if at == 1 then
            out[#out + 1] = '\n<section class="footnotes footnotes-end-of-document" ' ..
                            'role="doc-endnotes">\n<hr />\n<ol>\n'
        end
        local content = native.copy(state.notes[at].content)
        local last = content[#content]
        local back = machine.make('RawInline', {format = 'html', text = '<a href="#fnref' .. at ..
            '" class="footnote-back" role="doc-backlink">\u{21A9}\u{FE0E}</a>'})
        if last and (machine.is(last, 'Para') or machine.is(last, 'Plain')) then
            last.content:insert(back)
        else
            content:insert(machine.make('Plain', {content = machine.inlines {back}}))
        end
        out[#out + 1] = '<li id="fn' .. at .. '" role="doc-endnote">'
        blocks(content, state)
        out[#out + 1] = '</li>\n'
        if at == #state.notes then out[#out + 1] = '</ol>\n</section>' end
        at = at + 1
    end
    return table.concat(state.out)
end
machine.html_of = machine.writers.html
machine.writers.html5, machine.writers.html4 = machine.writers.html, machine.writers.html
