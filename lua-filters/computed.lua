-- Fields that no sheet states: they are worked out from what it does state.

catalogue.field{
  collection = "esperienze", id = "costo_per_persona", type = "money", currency = "EUR",
  label = {it = "Costo per persona", en = "Cost per person"},
  help = {it = "Il budget programmato diviso per le persone coinvolte.",
          en = "The planned budget divided by the people involved."},
  after = "persone", sort = true, column = true,
  value = function(sheet)
    local v = sheet.values
    if v.budget and v.persone and v.persone > 0 then return v.budget / v.persone end
  end}

catalogue.field{
  collection = "esperienze", id = "costo_per_partner", type = "money", currency = "EUR",
  label = {it = "Costo per partner di rete", en = "Cost per network partner"},
  after = "partner_di_rete",
  value = function(sheet)
    local v = sheet.values
    if v.budget and v.partner_di_rete and v.partner_di_rete > 0 then
      return v.budget / v.partner_di_rete
    end
  end}

-- Only where a sheet says how long it should have taken and when it ended.
catalogue.field{
  collection = "esperienze", id = "ritardo", type = "integer", unit = {it = "mesi", en = "months"},
  label = {it = "Ritardo", en = "Delay"},
  help = {it = "Mesi tra la fine prevista e quella vera.",
          en = "Months between the planned end and the real one."},
  after = "durata",
  value = function(sheet)
    local v = sheet.values
    if v.avvio and v.avvio.month and v.durata and v.fine and v.fine.month then
      local planned = catalogue.date(v.avvio.year, v.avvio.month) + catalogue.duration{
        months = math.floor(v.durata.months + 0.5)}
      return v.fine:months_since(planned)
    end
  end}
