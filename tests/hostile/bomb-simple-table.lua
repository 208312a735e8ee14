-- expects: script-
function Link() local r = {} for i = 1, 3000 do r[i] = {} for j = 1, 3000 do r[i][j] = 'x' end end return pandoc.utils.from_simple_table(pandoc.SimpleTable('', {}, {}, {}, r)) end
