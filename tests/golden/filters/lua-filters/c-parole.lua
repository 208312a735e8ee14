-- The whole tree, and the metadata.
function Str(word)
    if word.text == 'H2O' then
        return {pandoc.Str 'H', pandoc.Subscript '2', pandoc.Str 'O'}
    end
end

function Meta(meta)
    meta.titolo = pandoc.utils.stringify(meta.titolo) .. ' (rivisto)'
    return meta
end
