function Header(e) return {e, pandoc.Para "after", pandoc.Plain "that"} end
