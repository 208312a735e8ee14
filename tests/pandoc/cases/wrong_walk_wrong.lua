-- fails
function Para(e) return e:walk(5) end
