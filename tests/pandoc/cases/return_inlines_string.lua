function Inlines(i) if #i == 1 then return "one two" end end
