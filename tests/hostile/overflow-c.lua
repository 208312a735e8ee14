-- expects: script-error
function Link() local s = 'x' for i = 1, 250 do s = '(' .. s .. ')' end return load('return ' .. s)() end
