-- expects: closing
function Link() local x <close> = setmetatable({}, {__close = function() error 'closing' end}) end
