--| Text [see @doe99, pp. 3; *also* @roe] and "q *e*" x^[note].
function Para(e) return pandoc.Para(pandoc.utils.stringify(e) .. pandoc.utils.stringify(e.content)) end
