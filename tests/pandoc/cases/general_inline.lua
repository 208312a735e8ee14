function Inline(e) if e.t == "Space" then return pandoc.Str "-" end end
