-- expects: nothing
local count = 0
function Link() count = count + 1 assert(count == 1) end
