-- fails
function Str(e) error "my own" end
