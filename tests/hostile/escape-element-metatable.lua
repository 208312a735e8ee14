-- expects: script-error
function Link(el) setmetatable(el, {__index = function() return 'leaked' end}) return el end
