catalogue.filter{name = "per_person", call = function(amount, people, options)
  local each = amount / people
  return options and options.round and each:round() or each
end}
catalogue.filter{name = "shout", call = function(text) return "<b>" .. text .. "!</b>" end}
catalogue.func{name = "half", call = function(x) return x / 2 end}
catalogue.func{name = "facts", call = function(sheet)
  return {title = sheet.title, language = catalogue.language, theme = sheet.values.temi[1],
          later = sheet.values.avvio + catalogue.duration("P1M"), none = nil, yes = true,
          list = {1, 2.5, "<i>"}, this = catalogue.this}
end}
catalogue.func{name = "same", call = function(...)
  local kinds = {}
  for i = 1, select("#", ...) do
    kinds[i] = math.type((select(i, ...))) or type((select(i, ...)))
  end
  return table.concat(kinds, " ")
end}
