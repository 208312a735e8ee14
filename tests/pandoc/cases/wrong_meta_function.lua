-- fails
function Meta(m) m.x = function() end return m end
