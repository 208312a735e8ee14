function CodeBlock(e) return pandoc.CodeBlock(e.text:upper(), e.attr) end
