function Para(e) e.content = {} end
function Blocks(b) b[1] = nil end
