function Strikeout(e) return {} end
