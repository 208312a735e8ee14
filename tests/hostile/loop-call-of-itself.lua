-- expects: script-
function Link() local t = {} setmetatable(t, {__call = t}) return t() end
