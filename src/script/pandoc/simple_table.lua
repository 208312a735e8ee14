-- simple_table.lua: tables as pandoc had them before 2.10, and back.

local machine = ...
local native = machine.native
local make, fail = machine.make, machine.fail

local function rows_of(lists)
    local rows = {}
    for i, contents in ipairs(lists) do
        local cells = {}
        for j, blocks in ipairs(contents) do cells[j] = make('Cell', {contents = blocks}) end
        rows[i] = make('Row', {cells = machine.list(cells)})
    end
    return machine.list(rows)
end

local take_simple = machine.taker_of('SimpleTable')

function machine.utils.from_simple_table(value)
    local simple = machine.check_argument(take_simple, value, 1, 'from_simple_table')
    local specs = {}
    for i, alignment in ipairs(simple.aligns) do
        local width = simple.widths[i]
        if width == nil then break end
        specs[i] = {alignment, width ~= 0 and width or nil}
    end
    local empty = true
    for _, blocks in ipairs(simple.headers) do empty = empty and #blocks == 0 end
    local rows = rows_of(simple.rows)
    local body = {attr = machine.empty_attr(), row_head_columns = 0, head = machine.list {},
                  body = rows}
    local long = machine.blocks {}
    if #simple.caption > 0 then long[1] = make('Plain', {content = simple.caption}) end
    return make('Table', {
        attr = machine.empty_attr(), caption = {long = long}, colspecs = machine.list(specs),
        head = make('TableHead', {rows = empty and machine.list {} or rows_of {simple.headers}}),
        bodies = machine.list(#rows > 0 and {body} or {}),
        foot = make('TableFoot', {rows = machine.list {}}),
    })
end

function machine.utils.to_simple_table(value)
    local class = native.class_of(value)
    if not class or class.tag ~= 'Table' then
        fail("bad argument #1 to 'to_simple_table' (Table expected, got " ..
             machine.kind_name(value) .. ')')
    end
    local block = machine.check_argument(machine.take_block, value, 1, 'to_simple_table')
    local count = #block.colspecs
    local aligns, widths = {}, {}
    for i, spec in ipairs(block.colspecs) do aligns[i], widths[i] = spec[1], spec[2] or 0.0 end

    -- A cell over many columns or rows stands in the first of its places; the others are empty.
    local function contents_of(rows)
        local result, open = {}, {}
        for i, row in ipairs(rows) do
            local line, column = {}, 1
            for _, cell in ipairs(row.cells) do
                while (open[column] or 0) > 0 and column <= count do
                    open[column] = open[column] - 1
                    line[column], column = machine.blocks {}, column + 1
                end
                if column > count then break end
                for span = 0, math.max(1, cell.col_span) - 1 do
                    if column > count then break end
                    line[column] = span == 0 and cell.contents or machine.blocks {}
                    open[column] = math.max(1, cell.row_span) - 1
                    column = column + 1
                end
            end
            while column <= count do
                if (open[column] or 0) > 0 then open[column] = open[column] - 1 end
                line[column], column = machine.blocks {}, column + 1
            end
            result[i] = machine.list(line)
        end
        return result
    end

    local head = contents_of(block.head.rows)
    local headers = table.remove(head, 1) or machine.list {}
    local rows = head
    for _, body in ipairs(block.bodies) do
        for _, part in ipairs {body.head or {}, body.body} do
            table.move(contents_of(part), 1, #part, #rows + 1, rows)
        end
    end
    local foot = contents_of(block.foot.rows)
    table.move(foot, 1, #foot, #rows + 1, rows)
    local caption = machine.utils.blocks_to_inlines(block.caption.long)
    return make('SimpleTable', {caption = caption, aligns = machine.list(aligns),
                                widths = machine.list(widths), headers = headers,
                                rows = machine.list(rows)})
end
