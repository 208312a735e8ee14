function Block(b) if b.t ~= "Div" and b.t ~= "Cite" then return pandoc.Para(b.t .. ": " .. pandoc.utils.stringify(b)) end end
