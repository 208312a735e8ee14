-- json.lua: JSON as text and as Lua values, for pandoc.json and for documents.

local machine = ...
local native = machine.native
local fail = machine.fail
local DEPTH_MAX = 1000

local json = {}
machine.json = json

-- What null is in a list, where nil would leave a hole.
local null_class = {tag = 'null', kind = 'null', fields = {}, names = {}, __name = 'null',
                    __metatable = true, is_shared = true}
function null_class.__tostring() return 'null' end
function null_class.__newindex() fail('null cannot be changed') end
native.register(null_class)
machine.classes.null = null_class
local null = native.set_class({}, null_class)
json.null = null

-- ---- reading

local ESCAPES = {['"'] = '"', ['\\'] = '\\', ['/'] = '/', b = '\b', f = '\f', n = '\n', r = '\r',
                 t = '\t'}

local function wrong(text, at, what)
    local line = 1
    for _ in string.gmatch(string.sub(text, 1, at), '\n') do line = line + 1 end
    fail('JSON, line ' .. line .. ': ' .. what)
end

local function read_escapes(text, from, to)
    local parts, at = {}, from
    while at <= to do
        local slash = string.find(text, '\\', at, true)
        if not slash or slash > to then
            parts[#parts + 1] = string.sub(text, at, to)
            break
        end
        parts[#parts + 1] = string.sub(text, at, slash - 1)
        local letter = string.sub(text, slash + 1, slash + 1)
        at = slash + 2
        if letter == 'u' then
            local digits = string.match(text, '^%x%x%x%x', at) or wrong(text, at, 'a broken \\u')
            local code = tonumber(digits, 16)
            at = at + 4
            if code >= 0xD800 and code < 0xDC00 then
                local low = string.match(text, '^\\u(%x%x%x%x)', at)
                low = low and tonumber(low, 16)
                if low and low >= 0xDC00 and low < 0xE000 then
                    code = 0x10000 + (code - 0xD800) * 0x400 + low - 0xDC00
                    at = at + 6
                else
                    code = 0xFFFD
                end
            elseif code >= 0xDC00 and code < 0xE000 then
                code = 0xFFFD
            end
            parts[#parts + 1] = utf8.char(code)
        else
            parts[#parts + 1] = ESCAPES[letter] or wrong(text, at, 'a broken escape')
        end
    end
    return table.concat(parts)
end

local function read_string(text, at)
    local from, escaped = at + 1, false
    at = from
    while true do
        local place = string.find(text, '["\\]', at)
        if not place then wrong(text, from, 'a text without its end') end
        if string.sub(text, place, place) == '"' then
            local read = escaped and read_escapes or string.sub
            return read(text, from, place - 1), place + 1
        end
        escaped, at = true, place + 2
    end
end

local LITERALS = {t = {'true', true}, f = {'false', false}, n = {'null', null}}
local read_value

local function skip(text, at) return string.find(text, '[^ \t\r\n]', at) or #text + 1 end

local function read_array(text, at, depth)
    local list, count = {}, 0
    at = skip(text, at + 1)
    if string.sub(text, at, at) == ']' then return machine.list(list), at + 1 end
    while true do
        count = count + 1
        list[count], at = read_value(text, at, depth)
        at = skip(text, at)
        local sign = string.sub(text, at, at)
        at = skip(text, at + 1)
        if sign == ']' then return machine.list(list), at end
        if sign ~= ',' then wrong(text, at, 'a comma or ] is missing') end
    end
end

local function read_object(text, at, depth)
    local map = {}
    at = skip(text, at + 1)
    if string.sub(text, at, at) == '}' then return map, at + 1 end
    while true do
        local key
        if string.sub(text, at, at) ~= '"' then wrong(text, at, 'a key is missing') end
        key, at = read_string(text, at)
        at = skip(text, at)
        if string.sub(text, at, at) ~= ':' then wrong(text, at, 'a colon is missing') end
        map[key], at = read_value(text, skip(text, at + 1), depth)
        at = skip(text, at)
        local sign = string.sub(text, at, at)
        at = skip(text, at + 1)
        if sign == '}' then return map, at end
        if sign ~= ',' then wrong(text, at, 'a comma or } is missing') end
    end
end

function read_value(text, at, depth)
    if depth > DEPTH_MAX then wrong(text, at, 'too deep') end
    local sign = string.sub(text, at, at)
    if sign == '"' then return read_string(text, at) end
    if sign == '{' then return read_object(text, at, depth + 1) end
    if sign == '[' then return read_array(text, at, depth + 1) end
    local literal = LITERALS[sign]
    if literal and string.sub(text, at, at + #literal[1] - 1) == literal[1] then
        return literal[2], at + #literal[1]
    end
    local digits = string.match(text, '^-?%d+%.?%d*[eE]?[+-]?%d*', at)
    local number = digits and tonumber(digits)
    if not number then wrong(text, at, 'a value is missing') end
    return number, at + #digits
end

function machine.read_json_value(text)
    local value, at = read_value(text, skip(text, 1), 1)
    if skip(text, at) <= #text then wrong(text, at, 'something follows the value') end
    return value
end

-- ---- writing

local function escape(character)
    local short = {['"'] = '\\"', ['\\'] = '\\\\', ['\n'] = '\\n', ['\r'] = '\\r', ['\t'] = '\\t'}
    return short[character] or string.format('\\u%04x', string.byte(character))
end

local function write_text(text)
    text = native.text(text)
    if string.find(text, '[%c"\\]') then text = string.gsub(text, '[%z\1-\31"\\\127]', escape) end
    return '"' .. text .. '"'
end

local function write_number(number)
    if math.type(number) == 'integer' then return tostring(number) end
    if number ~= number or number == math.huge or number == -math.huge then return 'null' end
    if number == math.floor(number) and math.abs(number) < 1e15 then
        return string.format('%.0f', number)
    end
    local text
    for digits = 15, 17 do
        text = string.format('%.' .. digits .. 'g', number)
        if tonumber(text) == number then break end
    end
    return text
end

local write_value

local function write_list(list, parts, depth)
    parts[#parts + 1] = '['
    for i = 1, rawlen(list) do
        if i > 1 then parts[#parts + 1] = ',' end
        write_value(list[i], parts, depth + 1)
    end
    parts[#parts + 1] = ']'
end

local function write_map(map, parts, depth)
    parts[#parts + 1] = '{'
    local first = true
    for key, value in pairs(map) do
        if type(key) == 'string' or type(key) == 'number' then
            if not first then parts[#parts + 1] = ',' end
            first = false
            parts[#parts + 1] = write_text(tostring(key)) .. ':'
            write_value(value, parts, depth + 1)
        end
    end
    parts[#parts + 1] = '}'
end

function write_value(value, parts, depth)
    if depth > DEPTH_MAX then fail('too deep to be written as JSON') end
    local kind = type(value)
    if kind == 'string' then
        parts[#parts + 1] = write_text(value)
    elseif kind == 'number' then
        parts[#parts + 1] = write_number(value)
    elseif kind == 'boolean' then
        parts[#parts + 1] = tostring(value)
    elseif value == nil or rawequal(value, null) then
        parts[#parts + 1] = 'null'
    elseif kind ~= 'table' then
        fail('a ' .. kind .. ' cannot be written as JSON')
    else
        local class = native.class_of(value)
        if class and class.fields and class.tag ~= 'null' then
            write_value(machine.element_to_json(value), parts, depth)
        elseif class and class.tag ~= 'Meta' or rawlen(value) > 0 or
            native.metatable_of(value) and native.metatable_of(value).__name == 'List' then
            write_list(value, parts, depth)
        else
            write_map(value, parts, depth)
        end
    end
end

function machine.write_json_value(value)
    local parts = {}
    write_value(value, parts, 1)
    return table.concat(parts)
end

-- ---- for scripts

function json.decode(text, with_elements)
    text = machine.check_argument(machine.take_text, text, 1, 'decode')
    local value = machine.read_json_value(text)
    if with_elements ~= false and type(value) == 'table' then
        local element = machine.element_from_json(value)
        if element ~= nil then return element end
    end
    return value
end

function json.encode(value) return machine.write_json_value(value) end
