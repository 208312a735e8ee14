-- expects: an error without a text
function Link() error({code = 1}) end
