function Space() return pandoc.Str '_' end
