-- version.lua: versions that can be compared: PANDOC_VERSION, pandoc.types.Version.

local machine = ...
local native = machine.native
local fail = machine.fail

local class = {tag = 'Version', kind = 'Version', fields = {}, names = {}, __name = 'Version',
               __metatable = true}
native.register(class)
machine.classes.Version = class

local function take_version(value)
    if native.class_of(value) == class then return value end
    local numbers = {}
    if type(value) == 'number' then
        local number = math.tointeger(value)
        if not number then return nil, 'integer expected, got number' end
        numbers[1] = number
    elseif type(value) == 'string' then
        if not string.find(value, '^%d+[.%d]*$') or string.find(value, '%.%.') or
            string.sub(value, -1) == '.' then
            return nil, "could not parse version '" .. value .. "'"
        end
        for digits in string.gmatch(value, '%d+') do
            numbers[#numbers + 1] = math.tointeger(tonumber(digits))
        end
    elseif machine.is_list(value) then
        for i = 1, rawlen(value) do
            local number, why = machine.take_integer(rawget(value, i))
            if not number then return nil, why end
            numbers[i] = number
        end
    else
        return nil, 'version expected, got ' .. machine.kind_name(value)
    end
    return native.set_class(numbers, class)
end
class.take_whole = take_version

local function check(value, place, name)
    return machine.check_argument(take_version, value, place, name)
end

local function compare(a, b)
    a, b = check(a, 1, 'compare'), check(b, 2, 'compare')
    for i = 1, math.max(rawlen(a), rawlen(b)) do
        local left, right = rawget(a, i), rawget(b, i)
        if left ~= right then
            if not left then return -1 end
            if not right then return 1 end
            return left < right and -1 or 1
        end
    end
    return 0
end

local versions = {}

function versions.must_be_at_least(self, wanted, message)
    self, wanted = check(self, 1, 'must_be_at_least'), check(wanted, 2, 'must_be_at_least')
    if compare(self, wanted) >= 0 then return end
    message = message or 'version %s or newer is needed; this is %s'
    fail(string.format(message, tostring(wanted), tostring(self)))
end

function class.__index(_, key) return versions[key] end
function class.__newindex() fail('a version cannot be changed') end
function class.__lt(a, b) return compare(a, b) < 0 end
function class.__le(a, b) return compare(a, b) <= 0 end
function class.__eq(a, b)
    local left, right = take_version(a), take_version(b)
    return left ~= nil and right ~= nil and compare(left, right) == 0
end
function class.__len(version) return rawlen(version) end
function class.__tostring(version) return table.concat(version, '.', 1, rawlen(version)) end
function class.__pairs(version) return ipairs(version) end

function machine.version(value)
    local version = check(value, 1, 'Version')
    return native.set_class(table.move(version, 1, rawlen(version), 1, {}), class)
end
