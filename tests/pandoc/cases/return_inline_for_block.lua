function Para(e) return pandoc.Emph(e.content) end
