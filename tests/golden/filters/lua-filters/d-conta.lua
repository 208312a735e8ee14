-- How many words: told to whoever builds.
local words = 0
local count = {
    Str = function(el)
        if el.text:match '%P' then words = words + 1 end
    end,
}

function Pandoc(document)
    pandoc.walk_block(pandoc.Div(document.blocks), count)
    print(words .. ' words in body', #document.blocks)
end
