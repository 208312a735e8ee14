-- expects: nothing
PANDOC_VERSION[1] = 99
PANDOC_API_VERSION[1] = 99
pcall(table.insert, PANDOC_VERSION, 1, 77)
function Link() PANDOC_VERSION[2] = 98 end
