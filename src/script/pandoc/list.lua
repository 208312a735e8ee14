-- list.lua: pandoc.List, and the lists of Inlines and of Blocks.
--
-- Those that the machine makes have one class each for the whole state; a script has a List of its
-- own besides, which it may change: its lists carry that one. Two lists are of one kind where
-- their classes have one name.

local machine = ...
local native = machine.native
local set_class, set_metatable, metatable_of = native.set_class, native.set_metatable,
                                               native.metatable_of
local classes = machine.classes
local fail = machine.fail

local function check_list(list, name)
    if type(list) ~= 'table' then
        fail("bad argument #1 to '" .. name .. "' (table expected, got " ..
             machine.kind_name(list) .. ')')
    end
end

local function check_callable(value, name)
    if type(value) == 'function' then return end
    local metatable = type(value) == 'table' and metatable_of(value)
    if not (metatable and rawget(metatable, '__call')) then
        fail("bad argument #2 to '" .. name .. "' (function expected, got " ..
             machine.kind_name(value) .. ')')
    end
end

local function name_of(list)
    local metatable = metatable_of(list)
    return metatable and rawget(metatable, '__name')
end

-- From the end where negative.
local function find_start(start, length)
    start = start or 1
    if start >= 0 then return start end
    if -start > length then return 0 end
    return length + start + 1
end

-- The class of lists with this name.
function machine.make_list_class(name)
    local class = {__name = name}
    class.__index = class

    local function plain_class()
        return name == 'List' and class or classes.List
    end

    function class.new(self, list)
        if list == nil then
            list = {}
        elseif type(list) == 'function' then
            fail("bad argument #1 to 'new' (table expected, got function)")
        end
        if type(list) ~= 'table' or native.class_of(list) and native.class_of(list).fields then
            fail("bad argument #1 to 'new' (table expected, got " .. machine.kind_name(list) .. ')')
        end
        return set_metatable(list, self)
    end

    function class.at(list, index, default)
        check_list(list, 'at')
        local length = #list
        if index < -length or index > length then return default end
        local value = list[index >= 0 and index or length + index + 1]
        if value == nil then return default end
        return value
    end

    function class.clone(list)
        check_list(list, 'clone')
        local copy = table.move(list, 1, #list, 1, {})
        local metatable = metatable_of(list)
        return metatable and set_metatable(copy, metatable) or copy
    end

    function class.extend(list, other)
        check_list(list, 'extend')
        check_list(other, 'extend')
        table.move(other, 1, #other, #list + 1, list)
        return list
    end

    function class.filter(list, predicate)
        check_list(list, 'filter')
        check_callable(predicate, 'filter')
        local result = {}
        for i = 1, #list do
            if predicate(list[i], i) then result[#result + 1] = list[i] end
        end
        return set_metatable(result, metatable_of(list) or plain_class())
    end

    function class.find(list, needle, start)
        check_list(list, 'find')
        for i = find_start(start, #list), #list do
            local item = list[i]
            if needle == item then return item, i end
        end
        return nil
    end

    function class.find_if(list, predicate, start)
        check_list(list, 'find_if')
        check_callable(predicate, 'find_if')
        for i = find_start(start, #list), #list do
            local item = list[i]
            if predicate(item, i) then return item, i end
        end
        return nil
    end

    function class.includes(list, needle, start)
        return (class.find(list, needle, start)) ~= nil
    end

    function class.iter(list, step, start)
        check_list(list, 'iter')
        step = step or 1
        if step == 0 then fail('List.iter: step size must not be 0') end
        local at = start or (step > 0 or #list == 0) and 1 or #list
        return function()
            local item = list[at]
            at = at + step
            return item
        end
    end

    function class.map(list, change)
        check_list(list, 'map')
        check_callable(change, 'map')
        local result = {}
        for i = 1, #list do result[i] = change(list[i], i) end
        return set_metatable(result, plain_class())
    end

    function class.insert(list, ...) return table.insert(list, ...) end
    function class.remove(list, ...) return table.remove(list, ...) end
    function class.sort(list, ...) return table.sort(list, ...) end

    function class.__concat(a, b)
        check_list(a, 'concat')
        check_list(b, 'concat')
        local result = table.move(a, 1, #a, 1, {})
        table.move(b, 1, #b, #a + 1, result)
        local metatable = metatable_of(a)
        return metatable and set_metatable(result, metatable) or result
    end

    function class.__eq(a, b)
        local kind = name_of(a)
        if not kind or kind ~= name_of(b) or #a ~= #b then return false end
        for i = 1, #a do
            if not (a[i] == b[i]) then return false end
        end
        return true
    end

    function class.__tostring(list)
        local texts = {}
        for i = 1, #list do texts[i] = tostring(list[i]) end
        return name .. ' {' .. table.concat(texts, ', ') .. '}'
    end

    return class
end

-- The three that elements have. A script asks getmetatable() for them in vain: it is shown its own
-- List (module.lua).
for _, name in ipairs {'List', 'Inlines', 'Blocks'} do
    local class = machine.make_list_class(name)
    class.tag, class.kind, class.__metatable = name, name, true
    -- what Lua's metatable is must not be found as a field of the list
    local found = {}
    for key, value in pairs(class) do
        if type(value) == 'function' and string.sub(key, 1, 2) ~= '__' then found[key] = value end
    end
    class.__index = found
    classes[name] = class
    native.register(class)
end

function machine.list(items) return set_class(items, classes.List) end
function machine.inlines(items) return set_class(items, classes.Inlines) end
function machine.blocks(items) return set_class(items, classes.Blocks) end
