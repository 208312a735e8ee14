-- attribute.lua: a list of attributes: by key, by place, in its own order.

local machine = ...
local native = machine.native
local fail = machine.fail

local class = {tag = 'AttributeList', kind = 'AttributeList', fields = {}, names = {},
               __name = 'AttributeList', __metatable = true}
machine.classes.AttributeList = class
native.register(class)

class.take_whole = function(list) return machine.take_attributes(list) end

local function find(list, key)
    for i = 1, rawlen(list) do
        local pair = rawget(list, i)
        if pair and pair[1] == key then return i, pair end
    end
end

-- Places are the table's own and do not come here, but for those beyond its end.
function class.__index(list, key)
    if type(key) ~= 'string' then return nil end
    local _, pair = find(list, key)
    return pair and pair[2]
end

local function check_text(value)
    local text = native.text(value)
    if not text then fail('an attribute must be a text, not a ' .. machine.kind_name(value)) end
    return text
end

function class.__newindex(list, key, value)
    if type(key) == 'string' then
        local place, pair = find(list, key)
        if value == nil then
            if place then table.remove(list, place) end
        elseif place then
            list[place] = {pair[1], check_text(value)}
        else
            rawset(list, rawlen(list) + 1, {key, check_text(value)})
        end
    elseif math.type(key) == 'integer' then
        if value == nil then return end
        if type(value) ~= 'table' then
            fail('a pair of key and value is expected, not a ' .. machine.kind_name(value))
        end
        rawset(list, rawlen(list) + 1, {check_text(value[1]), check_text(value[2])})
    else
        fail('an attribute has a text as its key')
    end
end

function class.__pairs(list)
    local at, copy = 0, {}
    for i = 1, rawlen(list) do copy[#copy + 1] = rawget(list, i) end
    return function()
        at = at + 1
        local pair = copy[at]
        if pair then return pair[1], pair[2] end
    end, nil, nil
end

function class.__eq(a, b)
    local left, right = machine.take_attributes(a), machine.take_attributes(b)
    return left ~= nil and right ~= nil and machine.same(left, right)
end

function class.__tostring(list)
    local taken, why = machine.take_attributes(list)
    if not taken then fail(why) end
    return machine.show(taken)
end
