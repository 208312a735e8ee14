function Strong(e) return pandoc.walk_inline(e, {Str = function(s) return {s, s} end}) end
