-- fails
function Emph() return {pandoc.Str "a", pandoc.Para "b"} end
