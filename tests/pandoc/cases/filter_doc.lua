function Doc(d) return pandoc.Pandoc{} end
