function Note(e) e.content:insert(pandoc.Para 'added') return e end
