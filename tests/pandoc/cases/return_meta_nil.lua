function Meta(m) m.title = nil end
