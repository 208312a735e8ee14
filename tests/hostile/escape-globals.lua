-- expects: nothing
leaked = 1
_G.leaked, _ENV.leaked = 1, 1
rawset(_G, 'leaked', 1)
string.format, tostring, assert, table.concat, math.floor, select = nil
function Link() leaked = 2 load 'leaked = 3'() end
