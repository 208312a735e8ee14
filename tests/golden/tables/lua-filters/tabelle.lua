local name = {id = 'nome', label = {it = 'Nome', en = 'Name'}, type = 'text'}
local amount = {id = 'importo', label = {it = 'Importo', en = 'Amount'}, type = 'money', unit = 'Meuro'}

-- YAML in the fence: groups, shares, a source's own totals, notes, a chart of the groups
catalogue.table {
  name = 'gruppi',
  caption = {it = 'Per gruppo', en = 'By group'},
  description = {it = 'Una descrizione.', en = 'A description.'},
  columns = {
    {id = 'gruppo', label = {it = 'Gruppo', en = 'Group'}, type = 'text'},
    name,
    {id = 'importo', label = {it = 'Importo', en = 'Amount'}, type = 'money', unit = 'Meuro',
      precision = 1, note = 'testa'},
    {id = 'quota', label = {it = 'Quota', en = 'Share'}, type = 'percent', share_of = 'importo'},
    {id = 'quota_gruppo', label = {it = 'Nel gruppo', en = 'In the group'}, type = 'percent',
      share_of = 'importo', within = 'group'},
  },
  group = 'gruppo',
  groups = {{id = 'b', label = {it = 'Secondo', en = 'Second'}, note = 'gruppo'}, {id = 'vuoto'}},
  subtotals = {'sum', 'share'},
  totals = {'sum', 'mean', 'median', 'min', 'max', 'count'},
  notes = {testa = {it = 'Della testa.', en = 'Of the head.'}, gruppo = 'Del gruppo.'},
  source = 'La fonte',
  date = '2020-03',
  charts = {
    {kind = 'bar', title = {it = 'Le righe', en = 'The rows'}, series = {'importo'}},
    {kind = 'bar', title = 'I gruppi', series = {'importo'}, of = 'groups'},
  },
}

-- CSV beside the sheet, in two languages; functions with typed values; conversions
catalogue.table {
  name = 'casi',
  caption = {it = 'Casi', en = 'Cases'},
  rows = {csv = 'casi.csv'},
  columns = {
    {id = 'nome', label = {it = 'Nome', en = 'Name'}, type = 'text'},
    {id = 'importo', label = {it = 'Importo', en = 'Amount'}, type = 'money', precision = 2},
    {id = 'persone', label = {it = 'Persone', en = 'People'}, type = 'integer', unit = 'persone'},
    {id = 'data', label = {it = 'Data', en = 'Date'}, type = 'date'},
    {id = 'costo', label = {it = 'Costo', en = 'Cost'}, type = 'money', precision = 2, total = false,
      compute = function(row) return row.importo / row.persone end,
      how = {it = 'importo per persone', en = 'amount by people'}},
    {id = 'stima', label = {it = 'Stima', en = 'Estimate'}, type = 'money', unit = 'keur',
      compute = function(row)
        if row.given.importo then return row.importo * 2 end
        return catalogue.money(5000, 'EUR')
      end,
      how = {it = 'il doppio, o 5 migliaia', en = 'double, or 5 thousand'}},
    {id = 'rapporto', label = {it = 'Rapporto', en = 'Ratio'}, type = 'number',
      ratio = {'importo', 'persone'}},
  },
  sort = '-importo',
  totals = {'sum', 'mean', {'weighted_mean', weight = 'persone', columns = {'costo'},
    label = {it = 'Pesata', en = 'Weighted'}, how = {it = 'pesata', en = 'weighted'}}},
  charts = {{kind = 'dot', title = 'Punti', series = {'costo'}}},
}

-- A field of the front matter: planned against achieved
catalogue.table {
  name = 'previsto',
  caption = {it = 'Previsto e raggiunto', en = 'Planned and achieved'},
  rows = {field = 'indicatori'},
  columns = {
    name,
    {id = 'previsto', label = {it = 'Previsto', en = 'Planned'}, type = 'number', role = 'planned'},
    {id = 'raggiunto', label = {it = 'Raggiunto', en = 'Achieved'}, type = 'number',
      role = 'achieved'},
    {id = 'scarto', label = 'Scarto', type = 'number', gap = {'previsto', 'raggiunto'}},
    {id = 'scarto_percento', label = '%', type = 'percent', gap_percent = {'previsto', 'raggiunto'}},
    {id = 'attuazione', label = 'Attuazione', type = 'percent', precision = 0,
      attainment = {'previsto', 'raggiunto'}},
    {id = 'nota', label = 'Nota', type = 'text', role = 'note'},
  },
  chart = {kind = 'bullet', title = 'Obiettivi', description = 'Barre.',
    series = {'previsto', 'raggiunto'}},
}

-- A query over the catalogue
catalogue.table {
  name = 'tutte',
  caption = {it = 'Tutte', en = 'All'},
  rows = function(arguments)
    local rows = {}
    for _, sheet in ipairs(catalogue.sheets {collection = 'schede'}) do
      rows[#rows + 1] = {
        scheda = sheet,
        budget = sheet.values.budget,
        durata = sheet.values.durata,
        avvio = sheet.values.avvio,
        parola = arguments.parola,
        dato = {value = '1.500', unit = 'EUR', note = 'n', source = 'Altrove', date = '2019'},
      }
    end
    return rows
  end,
  columns = {
    {id = 'scheda', label = {it = 'Scheda', en = 'Sheet'}, type = 'sheet'},
    {id = 'budget', label = 'Budget', type = 'money', unit = 'keur'},
    {id = 'durata', label = {it = 'Durata', en = 'Duration'}, type = 'number', unit = 'months',
      approximate = true, precision = 1},
    {id = 'avvio', label = {it = 'Avvio', en = 'Start'}, type = 'date'},
    {id = 'parola', label = 'Parola', type = 'text'},
    {id = 'dato', label = 'Dato', type = 'money', unit = 'keur'},
  },
  notes = {n = {it = 'Una nota.', en = 'A note.'}},
  totals = {'median'},
}

-- CSV in the fence; several series
catalogue.table {
  name = 'anni',
  caption = {it = 'Anni', en = 'Years'},
  columns = {
    {id = 'anno', label = {it = 'Anno', en = 'Year'}, type = 'text'},
    {id = 'a', label = 'A', type = 'number', unit = {it = 'persone', en = 'people'}},
    {id = 'b', label = 'B', type = 'number', unit = {it = 'persone', en = 'people'}},
  },
  charts = {
    {kind = 'line', title = 'Linee', series = {'a', 'b'}},
    {kind = 'stacked', title = 'Pile', series = {'a', 'b'}},
    {kind = 'grouped', title = 'Coppie', series = {'a', 'b'}},
  },
}
