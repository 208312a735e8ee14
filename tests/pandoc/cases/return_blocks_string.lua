function Blocks(b) if #b > 8 then return "a text" end end
