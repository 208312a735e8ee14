function Strong(e) return e.content end
