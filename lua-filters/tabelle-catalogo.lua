-- Il catalogo in numeri: budget per obiettivo, per territorio e per anno; durate.
-- The catalogue in figures: budget by objective, by place and by year; durations.

local experiences = {collection = 'esperienze'}

-- Il budget delle schede che hanno una chiave, nell'ordine in cui le chiavi arrivano.
-- The budget of the sheets that have a key, in the order in which keys come.
local function add_up(keys_of)
  local rows, by_key = {}, {}
  for _, sheet in ipairs(catalogue.sheets(experiences)) do
    for _, key in ipairs(keys_of(sheet)) do
      local row = by_key[key.id]
      if not row then
        row = {nome = key.label, schede = 0, con_budget = 0}
        by_key[key.id] = row
        rows[#rows + 1] = row
      end
      row.schede = row.schede + 1
      if sheet.values.budget then
        row.con_budget = row.con_budget + 1
        row.budget = row.budget and row.budget + sheet.values.budget or sheet.values.budget
      end
    end
  end
  return rows
end

local function region(term)
  while term.parent do term = term.parent end
  return term
end

local function columns(name)
  return {
    {id = 'nome', label = name, type = 'text'},
    {id = 'schede', label = {it = 'Schede', en = 'Sheets'}, type = 'integer'},
    {id = 'con_budget', label = {it = 'Con un budget', en = 'With a budget'}, type = 'integer'},
    {id = 'budget', label = {it = 'Budget', en = 'Budget'}, type = 'money', unit = 'keur',
      precision = 1, how = {
        it = 'Somma dei budget programmati delle schede pubblicate che ne hanno uno.',
        en = 'Sum of the planned budgets of the published sheets that have one.',
      }},
    {id = 'medio', label = {it = 'Budget medio', en = 'Mean budget'}, type = 'money',
      unit = 'keur', precision = 1, total = false, ratio = {'budget', 'con_budget'}},
  }
end

local sample = {
  it = 'Comprende le schede di esempio, che sono inventate.',
  en = 'The sample sheets, which are invented, are included.',
}

catalogue.table {
  name = 'budget-per-obiettivo',
  caption = {it = 'Budget per obiettivo', en = 'Budget by objective'},
  description = sample,
  rows = function()
    return add_up(function(sheet) return {sheet.values.obiettivo} end)
  end,
  columns = columns {it = 'Obiettivo', en = 'Objective'},
  sort = '-budget',
  totals = {'sum'},
  chart = {
    kind = 'bar',
    title = {
      it = 'Il budget più alto, {most_value} migliaia di euro, è di «{most}»',
      en = 'The highest budget, {most_value} thousand euro, is that of "{most}"',
    },
    description = {
      it = 'Una barra orizzontale per obiettivo, dal budget più alto al più basso.',
      en = 'One horizontal bar an objective, from the highest budget to the lowest.',
    },
    series = {'budget'},
  },
}

catalogue.table {
  name = 'budget-per-regione',
  caption = {it = 'Budget per regione', en = 'Budget by region'},
  description = {
    it = 'Una scheda con territori in più regioni conta in ognuna, con tutto il suo budget: per questo non c\'è un totale. Comprende le schede di esempio, che sono inventate.',
    en = 'A sheet with places in several regions counts in each, with all of its budget: so there is no total. The sample sheets, which are invented, are included.',
  },
  rows = function()
    return add_up(function(sheet)
      local found, regions = {}, {}
      for _, place in ipairs(sheet.values.territori or {}) do
        local one = region(place)
        if not found[one.id] then
          found[one.id] = true
          regions[#regions + 1] = one
        end
      end
      return regions
    end)
  end,
  columns = columns {it = 'Regione', en = 'Region'},
  sort = '-budget',
}

catalogue.table {
  name = 'budget-per-anno',
  caption = {it = 'Budget per anno di avvio', en = 'Budget by year of start'},
  description = sample,
  rows = function()
    return add_up(function(sheet)
      local start = sheet.values.avvio
      local year = start and tostring(start.year)
      return year and {{id = year, label = year}} or {}
    end)
  end,
  columns = columns {it = 'Anno', en = 'Year'},
  sort = 'nome',
  totals = {'sum', 'median'},
  chart = {
    kind = 'line',
    title = {
      it = 'Il budget più alto, {most_value} migliaia di euro, è delle esperienze avviate nel {most}',
      en = 'The highest budget, {most_value} thousand euro, is that of experiences started in {most}',
    },
    description = {
      it = "Una linea con un punto per anno; dove un anno non ha un budget la linea si interrompe.",
      en = 'A line with a point a year; where a year has no budget the line breaks off.',
    },
    series = {'budget'},
  },
}

catalogue.table {
  name = 'durate',
  caption = {it = 'Quanto durano le esperienze', en = 'How long experiences last'},
  description = sample,
  rows = function()
    local rows = {}
    for _, sheet in ipairs(catalogue.sheets(experiences)) do
      rows[#rows + 1] = {
        obiettivo = sheet.values.obiettivo and sheet.values.obiettivo.label,
        scheda = sheet,
        durata = sheet.values.durata,
      }
    end
    return rows
  end,
  columns = {
    {id = 'obiettivo', label = {it = 'Obiettivo', en = 'Objective'}, type = 'text'},
    {id = 'scheda', label = {it = 'Esperienza', en = 'Experience'}, type = 'sheet'},
    {id = 'durata', label = {it = 'Durata', en = 'Duration'}, type = 'number', unit = 'months'},
  },
  group = 'obiettivo',
  sort = 'durata',
  subtotals = {'median'},
  totals = {'median', 'mean', 'min', 'max', 'count'},
  chart = {
    kind = 'bar',
    title = {
      it = 'La durata mediana va da {least_value} a {most_value} mesi, secondo l\'obiettivo',
      en = 'The median duration goes from {least_value} to {most_value} months, by objective',
    },
    description = {
      it = 'Una barra orizzontale per obiettivo, lunga quanto la durata mediana in mesi.',
      en = 'One horizontal bar an objective, as long as the median duration in months.',
    },
    series = {'durata'},
    of = 'groups',
  },
}
