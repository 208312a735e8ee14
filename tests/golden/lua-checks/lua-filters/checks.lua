catalogue.check{
  id = "quote", severity = "error", collection = "esperienze",
  check = function(sheet)
    local text, whole = sheet.sections.sintesi, sheet.values.persone
    for words, part, percent in text:gmatch("((%d+) %a+ %((%d+) ?%%%))") do
      local share = math.floor(part / whole * 100 + 0.5)
      if share ~= tonumber(percent) then
        sheet:report{
          section = "sintesi", text = words,
          message = {it = ("%s di %d è il %d%%"):format(part, whole, share),
                     en = ("%s of %d is %d%%"):format(part, whole, share)},
          help = {it = "correggi una delle due cifre", en = "mend one of the two figures"},
          also = {field = "persone", label = {it = "il totale è qui", en = "the whole is here"}}}
      end
    end
  end}

-- A finding that is returned, a member of a record, a severity of its own; a translation takes the
-- field over, and says nothing.
catalogue.check{
  id = "attestati", collection = {"esperienze"},
  check = function(sheet)
    for i, row in ipairs(sheet.values.indicatori or {}) do
      if row.nome == "attestati" and row.valore ~= sheet.values.persone then
        return {field = "indicatori", item = i, member = "valore", severity = "note",
                message = "meno attestati che persone"}
      end
    end
  end}
