-- expects: an error without a text
function Link() error(nil) end
