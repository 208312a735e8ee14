function Blocks(b) return b:filter(function(x) return x.t ~= "Para" end) end
