-- walk.lua: a filter's functions over a tree, in pandoc's order.
--
-- Typewise, the way pandoc goes by default: all inlines (leaves first; what a function gives stands
-- in its element's place), all lists of inlines, all blocks, all lists of blocks, then the metadata,
-- then the document. Topdown: the document, the metadata, then each list and each of its elements
-- before what is within; a second result `false` leaves out what is within.
--
-- Trees here are the machine's own, in canonical form, and changed in place. A function gets a copy;
-- what it gives back is taken (take.lua), so that no script holds a part of the tree.

local machine = ...
local native = machine.native
local class_of, set_class, copy, seek = native.class_of, native.set_class, native.copy, native.seek
local classes, methods, fail = machine.classes, machine.methods, machine.fail
local kind_name = machine.kind_name

-- ---- a filter, prepared

local INLINE_TAGS, BLOCK_TAGS = {}, {}
local within = {} -- classes of which something lies within
for tag, class in pairs(classes) do
    if class.kind == 'Inline' then INLINE_TAGS[#INLINE_TAGS + 1] = tag end
    if class.kind == 'Block' then BLOCK_TAGS[#BLOCK_TAGS + 1] = tag end
    if class.visit and (class.kind == 'Inline' or class.kind == 'Block') then within[class] = true end
end

local Plan = {}

local function handlers_of(filter, tags, general, names)
    local handlers, interest = {}, {}
    local function handler_for(name)
        local call = filter[name]
        if type(call) ~= 'function' then return nil end
        names[name] = true
        return {name = name, call = call}
    end
    local base = handler_for(general)
    local any = base ~= nil
    for i = 1, #tags do
        local handler = handler_for(tags[i])
        any = any or handler ~= nil
        handler = handler or base
        if handler then
            handlers[tags[i]] = handler
            interest[classes[tags[i]]] = true
        end
    end
    for class in native.next, within do interest[class] = true end
    if not any then return nil end
    return handlers, interest
end

local function prepare(filter)
    if type(filter) ~= 'table' or class_of(filter) and class_of(filter).fields then
        fail('a filter must be a table of functions, not a ' .. kind_name(filter))
    end
    if native.metatable_of(filter) == Plan then return filter end
    local names = {}
    local plan = {names = names, topdown = filter.traverse == 'topdown'}
    plan.inline, plan.inline_interest = handlers_of(filter, INLINE_TAGS, 'Inline', names)
    plan.block, plan.block_interest = handlers_of(filter, BLOCK_TAGS, 'Block', names)
    for key, name in pairs {inlines = 'Inlines', blocks = 'Blocks', meta = 'Meta',
                            document = 'Pandoc'} do
        if type(filter[name]) == 'function' then
            plan[key] = {name = name, call = filter[name]}
            names[name] = true
        end
    end
    return set_class(plan, Plan)
end

-- ---- one function, one element

local function wrong_result(handler, why)
    error(native.place_of(handler.call) .. "the filter function '" .. handler.name ..
          "' gave back something wrong: " .. why, 0)
end

-- What a field was, where the script has set it to nil: pandoc keeps it.
local function keep_fields(element, original)
    local class = class_of(original)
    if class ~= class_of(element) then return end
    local fields = class.fields
    for i = 1, #fields do
        local name = fields[i].name
        if rawget(element, name) == nil and rawget(original, name) ~= nil then
            rawset(element, name, copy(rawget(original, name)))
        end
    end
end

-- What the function gave instead, or nil; whether it said not to go further down.
local function apply(handler, value, take)
    local argument, outer = copy(value), machine.current
    machine.current = handler.call
    local result, control = handler.call(argument)
    machine.current = outer
    if result == nil then return nil, control == false end
    local class = class_of(value)
    if rawequal(result, argument) and class and class.fields then keep_fields(result, value) end
    local taken, why = take(result, 1)
    if taken == nil then wrong_result(handler, why) end
    machine.changed = true
    return taken, control == false
end

-- ---- typewise

local take_inlines, take_blocks = machine.take_inlines, machine.take_blocks

-- A list whose elements of interest are gone down into, and handled.
local function splice(list, interest, handlers, take, visitor)
    local at, element, class = seek(list, 1, interest)
    local result, moved = nil, 0
    while at do
        if class.visit then class.visit(element, visitor) end
        local handler = handlers and handlers[class.tag]
        local given = handler and apply(handler, element, take)
        if given then
            result = result or {}
            table.move(list, moved + 1, at - 1, #result + 1, result)
            table.move(given, 1, #given, #result + 1, result)
            moved = at
        end
        at, element, class = seek(list, at + 1, interest)
    end
    if not result then return list end
    table.move(list, moved + 1, #list, #result + 1, result)
    return set_class(result, class_of(list))
end

local function go_within(list, visitor)
    local at, element, class = seek(list, 1, within)
    while at do
        class.visit(element, visitor)
        at, element, class = seek(list, at + 1, within)
    end
end

local function typewise_visitors(plan)
    local visitors = {}
    local function add(inlines, blocks)
        local visitor = {}
        function visitor.inlines(list) return inlines(list, visitor) end
        function visitor.blocks(list) return blocks(list, visitor) end
        visitors[#visitors + 1] = visitor
    end
    local function descend(list, visitor)
        go_within(list, visitor)
        return list
    end
    if plan.inline then
        add(function(list, visitor)
            return splice(list, plan.inline_interest, plan.inline, take_inlines, visitor)
        end, descend)
    end
    if plan.inlines then
        add(function(list, visitor)
            go_within(list, visitor)
            return apply(plan.inlines, list, take_inlines) or list
        end, descend)
    end
    if plan.block then
        add(descend, function(list, visitor)
            return splice(list, plan.block_interest, plan.block, take_blocks, visitor)
        end)
    end
    if plan.blocks then
        add(descend, function(list, visitor)
            go_within(list, visitor)
            return apply(plan.blocks, list, take_blocks) or list
        end)
    end
    return visitors
end

-- ---- topdown

local function topdown_list(list, list_handler, handlers, take, visitor)
    if list_handler then
        local given, stop = apply(list_handler, list, take)
        list = given or list
        if stop then return list end
    end
    local result = {}
    for i = 1, #list do
        local element = list[i]
        local class = class_of(element)
        local handler = handlers and handlers[class.tag]
        local given, stop
        if handler then given, stop = apply(handler, element, take) end
        given = given or {element}
        for j = 1, #given do
            local visit = not stop and class_of(given[j]).visit
            if visit then visit(given[j], visitor) end
            result[#result + 1] = given[j]
        end
    end
    return set_class(result, class_of(list))
end

local function topdown_visitor(plan)
    local visitor = {}
    function visitor.inlines(list)
        return topdown_list(list, plan.inlines, plan.inline, take_inlines, visitor)
    end
    function visitor.blocks(list)
        return topdown_list(list, plan.blocks, plan.block, take_blocks, visitor)
    end
    return visitor
end

local function visitors_of(plan)
    if not plan.topdown then return typewise_visitors(plan) end
    if plan.inline or plan.inlines or plan.block or plan.blocks then return {topdown_visitor(plan)} end
    return {}
end

-- ---- documents

local visit_meta_value

local function visit_meta_map(map, visitor)
    for key, value in pairs(map) do map[key] = visit_meta_value(value, visitor) end
end

function visit_meta_value(value, visitor)
    if type(value) ~= 'table' then return value end
    local class = class_of(value)
    if class == classes.Inlines then return visitor.inlines(value) end
    if class == classes.Blocks then return visitor.blocks(value) end
    if class == classes.List then
        for i = 1, #value do value[i] = visit_meta_value(value[i], visitor) end
    else
        visit_meta_map(value, visitor)
    end
    return value
end

function classes.Pandoc.visit(document, visitor)
    visit_meta_map(document.meta, visitor)
    document.blocks = visitor.blocks(document.blocks)
end

local take_document = machine.taker_of('Pandoc')

local function run_visitors(plan, element, visit)
    for _, visitor in ipairs(visitors_of(plan)) do visit(element, visitor) end
end

local function run_plan(plan, document)
    if not plan.topdown then run_visitors(plan, document, classes.Pandoc.visit) end
    local function on_meta()
        if plan.meta then
            document.meta = apply(plan.meta, document.meta, machine.take_meta) or document.meta
        end
    end
    if plan.topdown then
        if plan.document then document = apply(plan.document, document, take_document) or document end
        on_meta()
        run_visitors(plan, document, classes.Pandoc.visit)
    else
        on_meta()
        if plan.document then document = apply(plan.document, document, take_document) or document end
    end
    return document
end

local function filter_list(filters)
    if type(filters) == 'table' and native.metatable_of(filters) ~= Plan and rawlen(filters) > 0 then
        local plans = {}
        for i = 1, rawlen(filters) do plans[i] = prepare(filters[i]) end
        return plans
    end
    return {prepare(filters)}
end

-- Nothing of a script's is held on to.
function machine.forget() machine.current = nil end

function machine.run_filter(document, filters)
    machine.current, machine.changed = nil, false
    for _, plan in ipairs(filter_list(filters)) do document = run_plan(plan, document) end
    -- what was put into what was put in
    if machine.changed then native.check_depth(document) end
    return document
end

-- Only the names of filter functions count among a script's globals.
function machine.filters_of(result, environment)
    if result ~= nil then
        if type(result) ~= 'table' then
            error(tostring(rawget(environment, 'PANDOC_SCRIPT_FILE')) ..
                  ':1: a filter must give back a table of functions, not a ' .. kind_name(result), 0)
        end
        return filter_list(result)
    end
    local filter = {traverse = rawget(environment, 'traverse')}
    for _, names in ipairs {INLINE_TAGS, BLOCK_TAGS,
                            {'Inline', 'Inlines', 'Block', 'Blocks', 'Meta', 'Pandoc'}} do
        for i = 1, #names do filter[names[i]] = rawget(environment, names[i]) end
    end
    return {prepare(filter)}
end

function machine.filter_elements(filters)
    local names = {}
    for _, plan in ipairs(filter_list(filters)) do
        for name in pairs(plan.names) do names[name] = true end
    end
    return names
end

-- The function that a filter has for this very element, without what lies within.
function machine.apply(filter, element)
    machine.current = nil
    local plan, class = prepare(filter), class_of(element)
    local handlers, take = plan.inline, take_inlines
    if class.kind == 'Block' then handlers, take = plan.block, take_blocks end
    local handler = handlers and handlers[class.tag]
    if not handler then return nil end
    return apply(handler, element, take)
end

-- ---- walk() of elements and lists: a changed copy

local function walk_element(element, filter)
    local taken, why = machine.take_element(element, 1)
    if not taken then fail(why) end
    local plan, class = prepare(filter), class_of(taken)
    if class.visit then run_visitors(plan, taken, class.visit) end
    return taken
end

local function walk_list(name, take)
    return function(list, filter)
        local taken, why = take(list, 1)
        if not taken then fail("bad argument #1 to 'walk' (" .. why .. ')') end
        for _, visitor in ipairs(visitors_of(prepare(filter))) do taken = visitor[name](taken) end
        return taken
    end
end

for kind in pairs {Inline = 1, Block = 1, Cell = 1, Row = 1, TableHead = 1, TableFoot = 1} do
    methods[kind].walk = walk_element
end
classes.Inlines.__index.walk = walk_list('inlines', take_inlines)
classes.Blocks.__index.walk = walk_list('blocks', take_blocks)

function methods.Pandoc.walk(document, filter)
    local taken, why = take_document(document, 1)
    if not taken then fail(why) end
    return run_plan(prepare(filter), taken)
end

function machine.walk(value, filter)
    return value:walk(filter)
end

local function walker(kind, name)
    return function(element, filter)
        local class = class_of(element)
        if not class or class.kind ~= kind then
            fail("bad argument #1 to '" .. name .. "' (" .. kind .. ' expected, got ' ..
                 kind_name(element) .. ')')
        end
        return walk_element(element, filter)
    end
end
machine.walk_block = walker('Block', 'walk_block')
machine.walk_inline = walker('Inline', 'walk_inline')

local checks = {Inlines = take_inlines, Blocks = take_blocks, Inline = machine.take_inline,
                Block = machine.take_block, Meta = machine.take_meta, Pandoc = take_document}

function machine.check(value, kind)
    local taken, why = checks[kind](value, 1)
    if taken == nil then fail(why) end
    return taken
end
