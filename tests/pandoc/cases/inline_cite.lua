function Cite(e) for _, x in ipairs(e.citations) do x.id = x.id .. '-x' x.mode = 'AuthorInText' end e.content = 'cited ' .. #e.citations return e end
