function LineBlock(e) e.content:insert(pandoc.Inlines 'one more') return e end
