-- gfm
--| | a | b |
--| |---|--:|
--| | 1 | ~~2~~ |
function Strikeout(e) return e.content end
function Cell(e) return {} end
