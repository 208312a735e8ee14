catalogue.block{
  name = "tappe",
  render = function(body, arguments, sheet)
    local lines = {}
    for _, row in ipairs(body:csv()) do
      lines[#lines + 1] = ("- **%s**: %s (%s, %s, [[%s]])"):format(
        row.data, row.fatto, arguments.ordine, arguments[1], sheet.id)
    end
    return table.concat(lines, "\n")
  end}

catalogue.block{
  name = "elementi",
  render = function(body)
    local data = body:yaml()
    local kinds = {}
    for i = 1, #data.numeri do kinds[i] = math.type(data.numeri[i]) or type(data.numeri[i]) end
    return {pandoc.Para{pandoc.Strong{pandoc.Str(data.nome)}, pandoc.Space(),
                        pandoc.Str(table.concat(kinds, "-")), pandoc.Space(),
                        pandoc.Str(tostring(data.vero)), pandoc.Space(), pandoc.Str(data.codice)},
            pandoc.BulletList{{pandoc.Plain{pandoc.Str(body.name)}}}}
  end}

catalogue.block{name = "niente", render = function() end}

catalogue.page{name = "p", pages = function()
  return {address = "/p/", title = "P", body = "```{tappe x=1}\ndata,fatto\naprile,tre\n```"}
end}
