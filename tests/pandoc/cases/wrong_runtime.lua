-- fails
function Str(e) local x = nil; return x.y end
