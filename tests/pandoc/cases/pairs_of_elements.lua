function Header(h) local keys = {} for k, v in pairs(h) do if type(v) ~= "function" then keys[#keys + 1] = k end end table.sort(keys) return pandoc.Para(table.concat(keys, " ")) end
