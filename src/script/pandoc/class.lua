-- class.lua: metatables of elements: the names a script knows beside the raw fields.
--
-- A class is a metatable with, beside what Lua looks for,
--   tag      "Str", "Attr", …            kind     "Inline", "Block", or the tag
--   fields   {name, take, make, optional}, and `named` the same by name: how a value is checked (take.lua)
--            and made where there is none; an optional one may be missing from canonical form
--   names    the fields' names in the order of the alphabet, for pairs()
--   visit    (element, visitor): goes down to the lists of Inlines and Blocks within (walk.lua)
-- Classes are out of every script's reach: getmetatable() gives true, as in pandoc.
--
-- Here and in the rooms that follow texts are never asked for methods (text:find): those a script may
-- have made its own, and would be given what the machine holds.

local machine = ...
local native = machine.native
local class_of, set_class, where = native.class_of, native.set_class, native.where

local classes = machine.classes
-- methods by kind, put in by the rooms that follow
local methods = {}
machine.methods = methods

-- An error of the script at hand, with its line; after a tail call, of which no line is left, with
-- that of the filter's function (walk.lua).
function machine.fail(message)
    local place = where()
    if place == '' and machine.current then place = native.place_of(machine.current) end
    error(place .. message, 0)
end
local fail = machine.fail

-- What a script is told a value is.
local function kind_name(value)
    local class = class_of(value)
    if class then return class.__name end
    return type(value)
end
machine.kind_name = kind_name

local of_attr = {identifier = 'attr', classes = 'attr', attributes = 'attr'}

-- Every name that some element of the kind has: to tell a name that is missing here from one that
-- nobody knows.
local known = {Inline = {c = true}, Block = {c = true}}

local function find_fields(spec)
    local fields, named, names = {}, {}, {}
    for i = 1, #spec do
        local row = spec[i]
        local field = {name = row[1], take = row[2], make = row[3], optional = row[4]}
        fields[i] = field
        named[row[1]] = field
        names[i] = field.name
    end
    table.sort(names)
    return fields, named, names
end

-- spec: {{name, take, make, optional}, …}; options: kind, name, visit, constants, and aliases: other names of
-- a part's fields, or of the field `same`
function machine.define(tag, options, spec)
    local kind = options.kind or tag
    local fields, named, names = find_fields(spec)
    local aliases = {}
    if named.attr then
        for key, through in pairs(of_attr) do aliases[key] = through end
    end
    for key, through in pairs(options.aliases or {}) do aliases[key] = through end
    methods[kind] = methods[kind] or {}
    local own = methods[kind]
    local constants = options.constants or {t = tag, tag = tag}
    if known[kind] then
        for i = 1, #names do known[kind][names[i]] = true end
    end

    local class = {tag = tag, kind = kind, fields = fields, named = named, names = names, visit = options.visit,
                   constants = constants, is_shared = #spec == 0 or nil,
                   __name = options.name or kind, __metatable = true}

    function class.__index(element, key)
        local value = constants[key]
        if value ~= nil then return value end
        value = own[key]
        if value ~= nil then return value end
        local field = named[key]
        if field then
            if not field.make then return nil end
            value = field.make(element)
            rawset(element, key, value)
            return value
        end
        local through = aliases[key]
        if through then
            if through == options.same then return element[through] end
            local part = element[through]
            if type(part) == 'table' then return part[key] end
        elseif key == 'c' and named.content then
            return element.content
        end
        return nil
    end

    function class.__newindex(element, key, value)
        if named[key] then
            rawset(element, key, value)
            return
        end
        local through = aliases[key]
        if through then
            if through == options.same then
                element[through] = value
                return
            end
            local part = element[through]
            if type(part) ~= 'table' then
                fail("cannot set '" .. key .. "': '" .. through .. "' is no longer what it was")
            end
            part[key] = value
        elseif key == 'c' and named.content then
            element.content = value
        elseif constants[key] ~= nil then
            fail("'" .. tostring(key) .. "' cannot be changed: it is read-only")
        elseif known[kind] and known[kind][key] then
            fail(tag .. " has no property '" .. tostring(key) .. "'")
        else
            fail("cannot set unknown property '" .. tostring(key) .. "' of " .. tag)
        end
    end

    function class.__pairs(element)
        local list, values, at = {}, {}, 0
        for i = 1, #names do
            list[#list + 1] = names[i]
        end
        if constants.tag then list[#list + 1] = 'tag' elseif constants.t then list[#list + 1] = 't' end
        table.sort(list)
        for name in pairs(own) do list[#list + 1] = name end
        for i = 1, #list do values[i] = element[list[i]] end
        return function()
            at = at + 1
            return list[at], values[at]
        end, nil, nil
    end

    function class.__eq(a, b)
        local class_a, class_b = class_of(a), class_of(b)
        if class_a ~= class_b or not class_a then return false end
        local left, right = machine.take_element(a, 1), machine.take_element(b, 1)
        return left ~= nil and right ~= nil and machine.same(left, right)
    end

    function class.__tostring(element)
        local taken, why = machine.take_element(element, 1)
        if not taken then fail(why) end
        return machine.show(taken)
    end

    function class.__len()
        fail('attempt to get length of a ' .. class.__name .. ' value')
    end

    classes[tag] = class
    native.register(class)
    return class
end

function machine.make(tag, fields)
    return set_class(fields, classes[tag])
end

-- ---- equality of what is in canonical form

local same

local function same_list(a, b)
    if #a ~= #b then return false end
    for i = 1, #a do
        if not same(a[i], b[i]) then return false end
    end
    return true
end

local function same_map(a, b)
    for key, value in pairs(a) do
        if not same(value, b[key]) then return false end
    end
    for key in pairs(b) do
        if a[key] == nil then return false end
    end
    return true
end

local function field_of(element, field)
    local value = rawget(element, field.name)
    if value == nil and field.make then value = field.make(element) end
    return value
end

function same(a, b)
    if rawequal(a, b) then return true end
    if type(a) ~= 'table' or type(b) ~= 'table' then return a == b end
    local class = class_of(a)
    if class ~= class_of(b) then return false end
    if not class or not class.fields then
        if rawlen(a) > 0 or rawlen(b) > 0 then return same_list(a, b) end
        return same_map(a, b)
    end
    if class.tag == 'AttributeList' then
        if rawlen(a) ~= rawlen(b) then return false end
        for i = 1, rawlen(a) do
            local left, right = rawget(a, i), rawget(b, i)
            if left[1] ~= right[1] or left[2] ~= right[2] then return false end
        end
        return true
    end
    local fields = class.fields
    for i = 1, #fields do
        if not same(field_of(a, fields[i]), field_of(b, fields[i])) then return false end
    end
    return true
end
machine.same = same
machine.field_of = field_of

-- For C: the text is the class's own and stays.
function machine.class_tag(value)
    local class = class_of(value)
    return class and class.tag
end
