-- expects: nothing
function Meta(m) m.self = nil for i = 1, 1000 do m['k' .. i] = 'x' end return m end
