-- expects: script-error
function Link() error(setmetatable({}, {__tostring = function() error 'again' end})) end
