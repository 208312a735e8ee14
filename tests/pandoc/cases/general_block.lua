function Block(e) if e.t == "Header" then return pandoc.Para(e.content) end end
