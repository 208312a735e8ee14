-- A term as a facet, an amount as a column and a sort order, texts in each language, a list.
catalogue.field{
  collection = "esperienze", id = "costo", type = "money", currency = "EUR",
  label = {it = "Costo a testa", en = "Cost each"}, after = "persone", column = true, sort = true,
  facet = "range",
  value = function(sheet)
    local v = sheet.values
    return v.budget and v.persone and v.budget / v.persone
  end}

catalogue.field{
  collection = "esperienze", id = "taglia", type = "term", of = "taglie", facet = true, column = true,
  label = {it = "Taglia", en = "Size"},
  value = function(sheet)
    local budget = sheet.values.budget
    return budget and (budget > catalogue.money(10000) and "grande" or "piccola")
  end}

-- Sees what was computed before it, and what other sheets say.
catalogue.field{
  collection = "esperienze", id = "frase", type = "text", column = true,
  value = function(sheet)
    local others = catalogue.sheets{collection = "esperienze", where = function(other)
      return other ~= sheet and other.values.budget ~= nil
    end}
    return catalogue.language .. ": " .. (sheet:text("taglia")) .. ", " .. #others
  end}

catalogue.field{
  collection = "esperienze", id = "tappe", type = "list", of = {type = "date"},
  value = function(sheet)
    local start = sheet.values.avvio
    return start and {start, start + catalogue.duration("P1M"), start + catalogue.duration{days = 12}}
  end}
