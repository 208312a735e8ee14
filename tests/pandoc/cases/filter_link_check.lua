-- What a document links to, sorted, with the text of each; links within it that lead nowhere are marked.
local anchors, rows = {}, {}
return {
  {Header = function(h) anchors['#' .. h.identifier] = true end,
   Span = function(s) if s.identifier ~= '' then anchors['#' .. s.identifier] = true end end,
   Div = function(d) if d.identifier ~= '' then anchors['#' .. d.identifier] = true end end},
  {Link = function(l)
     rows[#rows + 1] = {l.target, pandoc.utils.stringify(l)}
     if l.target:sub(1, 1) == '#' and not anchors[l.target] then
       l.classes:insert 'broken'
       return l
     elseif l.target:match '^https?://' then
       l.attributes.rel = 'external'
       return l
     end
   end},
  {Pandoc = function(doc)
     table.sort(rows, function(a, b) return a[1] < b[1] or a[1] == b[1] and a[2] < b[2] end)
     local simple = pandoc.SimpleTable({}, {'AlignLeft', 'AlignLeft'}, {0, 0}, {}, {})
     for _, row in ipairs(rows) do
       simple.rows:insert {{pandoc.Plain(pandoc.Code(row[1]))}, {pandoc.Plain(row[2])}}
     end
     doc.blocks:insert(pandoc.utils.from_simple_table(simple))
     return doc
   end},
}
