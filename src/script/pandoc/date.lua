-- date.lua: pandoc.utils.normalize_date: the date forms that pandoc knows, as YYYY-MM-DD.

local machine = ...

local MONTHS = {'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september',
                'october', 'november', 'december'}

local function month_by_name(name, short)
    name = string.lower(name)
    for i, month in ipairs(MONTHS) do
        if name == (short and string.sub(month, 1, 3) or month) then return i end
    end
end

local function two_digits(year)
    return year + (year < 69 and 2000 or 1900)
end

-- Lua's pattern, then what its captures are: year, month, day; in the order in which pandoc tries.
local FORMS = {
    {'^(%d%d)/(%d%d)/(%d%d)$', function(m, d, y) return two_digits(y), m, d end},
    {'^(%d%d)/(%d%d)/(%d%d%d%d)$', function(m, d, y) return y, m, d end},
    {'^(%d%d%d%d)%-(%d%d)%-(%d%d)$', function(y, m, d) return y, m, d end},
    {'^(%d%d) +(%a+) +(%d%d%d%d)$', function(d, m, y) return y, month_by_name(m, true), d end},
    {'^ ?(%d%d?) +(%a+) +(%d%d%d%d)$', function(d, m, y) return y, month_by_name(m), d end},
    {'^(%a+)%. +(%d%d?), +(%d%d%d%d)$', function(m, d, y) return y, month_by_name(m, true), d end},
    {'^(%a+) +(%d%d?), +(%d%d%d%d)$', function(m, d, y) return y, month_by_name(m), d end},
    {'^(%d%d%d%d)(%d%d)(%d%d)$', function(y, m, d) return y, m, d end},
    {'^(%d%d%d%d)(%d%d)$', function(y, m) return y, m, 1 end},
    {'^(%d%d%d%d)$', function(y) return y, 1, 1 end},
}

local DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

local function is_date(year, month, day)
    if not month or month < 1 or month > 12 or day < 1 then return false end
    local leap = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
    return day <= (month == 2 and leap and 29 or DAYS[month])
end

function machine.utils.normalize_date(text)
    text = machine.check_argument(machine.take_text, text, 1, 'normalize_date')
    for _, form in ipairs(FORMS) do
        local a, b, c = string.match(text, form[1])
        if a then
            local function value(part) return math.tointeger(tonumber(part)) or part end
            local year, month, day = form[2](value(a), b and value(b), c and value(c))
            if is_date(year, month, day) and year >= 1601 and year <= 9999 then
                return string.format('%04d-%02d-%02d', year, month, day)
            end
        end
    end
    return nil
end
