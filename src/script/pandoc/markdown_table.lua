-- markdown_table.lua: a table in Markdown, for markdown.lua: GitHub's where its cells are lines, pandoc's
-- simple one, or HTML where neither can say it.

local machine = ...
local native = machine.native
local class_of = native.class_of
local markdown = machine.markdown
local inlines, unbroken, width_of = markdown.inlines, markdown.unbroken, markdown.width_of

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
    return markdown.lines_of(machine.html_of(document))
end

-- The table's lines, without its caption; and whether they are HTML, which has it.
function markdown.table_lines(block, state)
    local own = state.form.own
    local rows = (own or state.form.pipe_tables) and #block.head.rows <= 1 and #block.colspecs > 0 and
                 cell_texts(block, state)
    if not rows then return html_table(block), true end
    return (own and simple_table or pipe_table)(block, rows), false
end
