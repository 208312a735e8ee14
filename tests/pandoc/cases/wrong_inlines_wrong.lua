-- fails
function Inlines() return {pandoc.Para "x"} end
