function BulletList(b) b.content = b.content:map(function(i) return {pandoc.Para(pandoc.utils.stringify(i))} end) return b end
function Para(p) local last = p.content:remove() p.content:extend{pandoc.Str "(", last, pandoc.Str ")"} return p end
