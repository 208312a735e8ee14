-- fails
function Pandoc(d) return d.blocks end
