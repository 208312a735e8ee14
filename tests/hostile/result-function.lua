-- expects: gave back something wrong
function Link() return print or load 'return 1' end
