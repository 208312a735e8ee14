-- expects: nothing
local seen = {}
for _, name in ipairs{'find', 'gsub', 'match', 'gmatch', 'sub', 'rep', 'lower', 'byte', 'format', 'upper'} do
    local own = string[name]
    string[name] = function(...)
        for i = 1, select('#', ...) do
            local a = select(i, ...)
            if type(a) == 'table' then a['<'] = 'leaked' a['n'] = 'leaked' a.leaked = 1 seen[#seen+1] = name end
            if type(a) == 'function' then seen[#seen+1] = name .. 'f' end
        end
        return own(...)
    end
end
function Link(l)
    local d = pandoc.Pandoc{pandoc.Para{pandoc.Str 'a<b>&"', l}}
    for _, f in ipairs{'html', 'html4', 'html5', 'plain', 'json', 'native', 'markdown', 'gfm'} do pcall(pandoc.write, d, f) end
    pandoc.json.encode{'a\nb'}
    pandoc.json.decode '"a\\nb"'
    pandoc.utils.normalize_date '2020-01-01'
    pandoc.path.normalize 'a/b/../c'
    tostring(pandoc.Str 'a"b')
    assert(#seen == 0, table.concat(seen, ' '))
end
