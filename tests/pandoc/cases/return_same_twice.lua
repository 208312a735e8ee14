local rule = pandoc.Str "X"
function Space() return {rule, rule} end
function Strong(e) e.content[1].text = "Y" return e end
