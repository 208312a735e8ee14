function Inlines(i) if #i < 3 then return {} end end
