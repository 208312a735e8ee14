-- fails
function Str() return pandoc.Para "x" end
