function Strong() return {foo = 1} end
