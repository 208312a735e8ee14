function Para(e) return e.content end
