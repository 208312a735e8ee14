function Meta(m) m.copy = m.nested m.nested.key = "changed" return m end
