-- fails
function Str() return {pandoc.Str "a", 5} end
