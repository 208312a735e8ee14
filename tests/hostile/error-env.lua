-- expects: script-error
function Link() local _ENV = nil x = 1 end
