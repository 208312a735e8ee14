function CodeBlock(b) b.identifier = pandoc.utils.sha1(b.text) return b end
