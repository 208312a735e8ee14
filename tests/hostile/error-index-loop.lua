-- expects: script-error
function Link() local t = {} setmetatable(t, {__index = t}) return t.x end
