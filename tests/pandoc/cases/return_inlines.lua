function Inlines(i) i:insert(pandoc.Str "$") return i end
