-- path.lua: pandoc.path, on paths with slashes: nothing here looks at a disk.

local machine = ...

local path = {separator = '/', search_path_separator = ':'}
machine.path = path

local function taken(value, place, name)
    return machine.check_argument(machine.take_text, value, place, name)
end

-- What stands before the last component, with its slash, and that component.
local function split_last(value)
    local start = string.find(value, '[^/]*$')
    return string.sub(value, 1, start - 1), string.sub(value, start)
end

function path.directory(value)
    local before = split_last(taken(value, 1, 'directory'))
    if before == '' then return '.' end
    local trimmed = string.match(before, '^(.-)/*$')
    return trimmed == '' and before or trimmed
end

function path.filename(value)
    local _, last = split_last(taken(value, 1, 'filename'))
    return last
end

function path.is_absolute(value) return string.sub(taken(value, 1, 'is_absolute'), 1, 1) == '/' end
function path.is_relative(value) return string.sub(taken(value, 1, 'is_relative'), 1, 1) ~= '/' end

function path.join(list)
    if type(list) ~= 'table' then machine.fail("bad argument #1 to 'join' (table expected)") end
    local result = ''
    for i = 1, #list do
        local part = taken(list[i], 1, 'join')
        if string.sub(part, 1, 1) == '/' or result == '' then
            result = part
        elseif string.sub(result, -1) == '/' then
            result = result .. part
        else
            result = result .. '/' .. part
        end
    end
    return result
end

local function components(value)
    local parts = {}
    local root = string.match(value, '^/+')
    if root then parts[1] = '/' end
    for part in string.gmatch(value, '[^/]+') do parts[#parts + 1] = part end
    return parts
end

function path.split(value)
    return components(taken(value, 1, 'split'))
end

function path.normalize(value)
    value = taken(value, 1, 'normalize')
    if value == '' then return '.' end
    local parts, root = {}, ''
    if string.sub(value, 1, 1) == '/' then root = '/' end
    for part in string.gmatch(value, '[^/]+') do
        if part ~= '.' then parts[#parts + 1] = part end
    end
    local result = root .. table.concat(parts, '/')
    local is_folder = string.sub(value, -1) == '/' or string.sub(value, -2) == '/.'
    if result == '' then return is_folder and './' or '.' end
    if is_folder and string.sub(result, -1) ~= '/' then result = result .. '/' end
    return result
end

function path.make_relative(value, root, unsafe)
    value, root = taken(value, 1, 'make_relative'), taken(root, 2, 'make_relative')
    local parts, base = components(path.normalize(value)), components(path.normalize(root))
    if (parts[1] == '/') ~= (base[1] == '/') then return value end
    local same = 0
    while same < #parts and same < #base and parts[same + 1] == base[same + 1] do same = same + 1 end
    if same < #base and not unsafe then return value end
    local result = {}
    for _ = same + 1, #base do result[#result + 1] = '..' end
    table.move(parts, same + 1, #parts, #result + 1, result)
    return #result == 0 and '.' or table.concat(result, '/')
end

function path.split_extension(value)
    value = taken(value, 1, 'split_extension')
    local before, last = split_last(value)
    local name, extension = string.match(last, '^(.*)(%.[^.]*)$')
    if not name then return value, '' end
    return before .. name, extension
end

function path.split_search_path(value)
    local parts = {}
    value = taken(value, 1, 'split_search_path')
    for part in string.gmatch(value .. ':', '([^:]*):') do
        parts[#parts + 1] = part == '' and '.' or part
    end
    return parts
end

function path.treat_strings_as_paths()
    machine.fail('pandoc.path.treat_strings_as_paths is not available here: it changes every text')
end
