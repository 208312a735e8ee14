-- expects: script-
function Link() local t = {} t[1] = t return pandoc.json.encode(t) end
