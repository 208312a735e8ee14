function Blocks(b) if #b > 3 then return pandoc.Para "one" end end
