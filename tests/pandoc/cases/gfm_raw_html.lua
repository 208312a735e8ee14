-- gfm
--| <div>
--|
--| a <b>bold</b> word
--|
--| </div>
function RawBlock(e) return {} end
function RawInline(e) return pandoc.Code(e.text) end
