function Plain(e) return pandoc.Para(e.content) end
