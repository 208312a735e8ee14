-- expects: script-error
function Link() local t = {} t[1] = t return t end
