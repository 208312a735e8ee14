function Emph() return {"a b", "c"} end
