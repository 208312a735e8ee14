-- expects: gave back something wrong
function Link() return pandoc.Para 'x' end
