-- expects: script-error
function Link() return pandoc.json.decode '{"t":"Header","c":1}' end
