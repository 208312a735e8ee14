-- expects: script-error
function Link() return pandoc.read('{"blocks":[{"t":"Table","c":[1,2]}],"meta":3,"pandoc-api-version":[1,22]}', 'json') end
