function Str(e) if e.text == "text" then return pandoc.Note(pandoc.Para "inner") end end
function Para(e) return pandoc.Plain(e.content) end
