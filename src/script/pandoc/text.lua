-- text.lua: pandoc.text, over characters rather than bytes.

local machine = ...
local native = machine.native

local text = {}
machine.text = text

local function taken(value, name)
    return machine.check_argument(machine.take_text, value, 1, name)
end

function text.lower(value) return native.lower(taken(value, 'lower')) end
function text.upper(value) return native.upper(taken(value, 'upper')) end
function text.len(value) return utf8.len(taken(value, 'len')) end

function text.reverse(value)
    local characters, count = {}, 0
    value = taken(value, 'reverse')
    for _, code in utf8.codes(value) do
        count = count + 1
        characters[count] = utf8.char(code)
    end
    for i = 1, count // 2 do
        characters[i], characters[count + 1 - i] = characters[count + 1 - i], characters[i]
    end
    return table.concat(characters)
end

function text.sub(value, first, last)
    value = taken(value, 'sub')
    local length = utf8.len(value)
    first = machine.check_argument(machine.take_integer, first, 2, 'sub')
    last = last == nil and -1 or machine.check_argument(machine.take_integer, last, 3, 'sub')
    if first < 0 then first = math.max(1, length + first + 1) elseif first == 0 then first = 1 end
    if last < 0 then last = length + last + 1 end
    last = math.min(last, length)
    if first > last then return '' end
    return string.sub(value, utf8.offset(value, first), utf8.offset(value, last + 1) - 1)
end
