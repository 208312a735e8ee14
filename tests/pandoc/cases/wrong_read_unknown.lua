-- fails
function Pandoc(d) return pandoc.read("x", "nosuchformat") end
