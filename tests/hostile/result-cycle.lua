-- expects: script-error
function Link(el) el.content[1] = el return el end
