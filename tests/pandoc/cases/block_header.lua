function Header(e) e.level = e.level + 1 e.classes:insert('h') return e end
