-- expects: nothing
-- A chunk that pandoc's own functions load does not get their globals.
local got = {}
local function try(f, ...) local ok, x = pcall(f, ...) got[#got + 1] = x return x end
function Link()
    for _, m in ipairs{'map', 'filter', 'find_if'} do
        local r = try(pandoc.List[m], pandoc.List{'return _ENV', 'return _ENV'}, load)
        if type(r) == 'table' then for _, f in ipairs(r) do
           if type(f) == 'function' then assert(f() == _ENV or f().FORMAT) end end end
    end
    string.sub = load
    local e = pandoc.Emph('string.format = nil table.concat = nil utf8 = nil')
end
