-- Le tabelle della valutazione dell'Asse B: dotazioni, peso nel programma, casi di studio, indagine.
-- The tables of the evaluation of Axis B: allocations, weight in the programme, case studies, survey.

catalogue.table {
  name = 'dotazione-asse-b',
  caption = {
    it = "Dotazione dell'Asse B per priorità di investimento",
    en = 'Allocation of Axis B by investment priority',
  },
  rows = {csv = 'dotazione-asse-b.csv'},
  columns = {
    {id = 'priorita', label = {it = 'Priorità', en = 'Priority'}, type = 'text'},
    {id = 'intervento', label = {it = 'Intervento', en = 'Measure'}, type = 'text'},
    {id = 'importo', label = {it = 'Dotazione', en = 'Allocation'}, type = 'money', unit = 'Meuro',
      precision = 1, note = 'riprogrammazione'},
    {id = 'quota', label = {it = "Quota dell'asse", en = 'Share of the axis'}, type = 'percent',
      precision = 1, share_of = 'importo'},
  },
  group = 'priorita',
  groups = {
    {id = '9.i', label = {it = '9.i - Inclusione attiva', en = '9.i - Active inclusion'}},
    {id = '9.iv', label = {it = '9.iv - Accesso ai servizi sociali e di cura',
      en = '9.iv - Access to social and care services'}},
  },
  subtotals = {'sum'},
  totals = {'sum'},
  given = {{column = 'importo', value = '154'}},
  notes = {
    riprogrammazione = {
      it = "Prima della riprogrammazione di settembre 2020, che ha portato l'asse a 342 milioni di euro.",
      en = 'Before the reprogramming of September 2020, which took the axis to 342 million euro.',
    },
  },
  source = 'Tecnostruttura, 18/02/2021',
  date = '2020-03',
  chart = {
    kind = 'bar',
    title = {
      it = "Più di un terzo dell'asse, 55 milioni di euro, va all'offerta di servizi per la prima infanzia",
      en = 'More than a third of the axis, 55 million euro, goes to the supply of early childhood services',
    },
    description = {
      it = 'Una barra orizzontale per ciascuno dei sette interventi, lunga quanto la sua dotazione.',
      en = 'One horizontal bar for each of the seven measures, as long as its allocation.',
    },
    series = {'importo'},
  },
}

catalogue.table {
  name = 'peso-asse-b',
  caption = {
    it = "Il peso dell'Asse B prima e dopo la riprogrammazione",
    en = 'The weight of Axis B before and after reprogramming',
  },
  columns = {
    {id = 'momento', label = {it = 'Momento', en = 'When'}, type = 'date'},
    {id = 'dotazione', label = {it = 'Dotazione', en = 'Allocation'}, type = 'money', unit = 'Meuro'},
    {id = 'quota', label = {it = 'Quota del programma', en = 'Share of the programme'},
      type = 'percent'},
    {id = 'programma', label = {it = 'Programma', en = 'Programme'}, type = 'money',
      unit = 'Meuro', precision = 0,
      compute = function(row) return row.dotazione / row.quota * 100 end,
      how = {
        it = "Dotazione dell'asse divisa per la sua quota: quanto varrebbe l'intero programma. La fonte non lo dice.",
        en = 'Allocation of the axis divided by its share: what the whole programme would be worth. The source does not say.',
      }},
  },
  source = 'Tecnostruttura, 18/02/2021',
}

catalogue.table {
  name = 'cinque-casi',
  caption = {
    it = 'I cinque casi di studio: importo, rete e persone',
    en = 'The five case studies: amount, network and people',
  },
  rows = function()
    local rows = {}
    for _, case in ipairs(catalogue.this.values.casi) do
      rows[#rows + 1] = {
        progetto = case,
        zona = case:text('territori'),
        capofila = case.values.capofila,
        importo = case.values.budget,
        partner = case.values.partner_di_rete,
        persone = case.values.persone,
      }
    end
    return rows
  end,
  columns = {
    {id = 'progetto', label = {it = 'Progetto', en = 'Project'}, type = 'sheet'},
    {id = 'zona', label = {it = 'Zona-distretto', en = 'Health district'}, type = 'text'},
    {id = 'capofila', label = {it = 'Capofila', en = 'Lead'}, type = 'text'},
    {id = 'importo', label = {it = 'Importo', en = 'Amount'}, type = 'money', precision = 0},
    {id = 'partner', label = {it = 'Partner di rete', en = 'Network partners'}, type = 'integer'},
    {id = 'persone', label = {it = 'Persone', en = 'People'}, type = 'integer'},
    {id = 'costo_persona', label = {it = 'Costo per persona', en = 'Cost per person'},
      type = 'money', precision = 0, total = false,
      compute = function(row) return row.importo / row.persone end,
      how = {
        it = "Importo del progetto diviso per le persone prese in carico. Comprende tutti i costi, non solo quelli per la singola persona.",
        en = 'Amount of the project divided by the people taken into care. It covers all costs, not only those of each person.',
      }},
    {id = 'costo_partner', label = {it = 'Costo per partner', en = 'Cost per partner'},
      type = 'money', precision = 0, total = false,
      compute = function(row) return row.importo / row.partner end,
      how = {
        it = 'Importo del progetto diviso per i partner della rete.',
        en = 'Amount of the project divided by the partners of the network.',
      }},
  },
  totals = {
    'sum',
    'mean',
    {'weighted_mean', weight = 'persone', columns = {'costo_persona'},
      label = {it = 'Media per persona', en = 'Mean per person'},
      how = {
        it = 'Media del costo per persona in cui ogni progetto pesa per le persone che segue: somma degli importi divisa per la somma delle persone.',
        en = 'Mean of the cost per person in which each project weighs by the people it follows: the sum of the amounts divided by the sum of the people.',
      }},
    {'weighted_mean', weight = 'partner', columns = {'costo_partner'},
      label = {it = 'Media per partner', en = 'Mean per partner'},
      how = {
        it = 'Media del costo per partner in cui ogni progetto pesa per i suoi partner.',
        en = 'Mean of the cost per partner in which each project weighs by its partners.',
      }},
  },
  source = 'Tecnostruttura, 18/02/2021',
  chart = {
    kind = 'bar',
    title = {
      it = 'Seguire una persona è costato da 5.895 a 7.604 euro',
      en = 'Following one person cost from 5,895 to 7,604 euro',
    },
    description = {
      it = 'Una barra orizzontale per progetto, lunga quanto il costo per persona.',
      en = 'One horizontal bar a project, as long as its cost per person.',
    },
    series = {'costo_persona'},
  },
}

catalogue.table {
  name = 'indagine-co-progettazione',
  caption = {
    it = "Enti dell'avviso del 2018 che vedono miglioramenti nella co-progettazione",
    en = 'Organisations of the 2018 call that see improvements in co-design',
  },
  columns = {
    {id = 'risposta', label = {it = 'Risposta', en = 'Answer'}, type = 'text'},
    {id = 'enti', label = {it = 'Enti', en = 'Organisations'}, type = 'percent', precision = 0,
      note = {
        it = 'La fonte non dice quanti enti hanno risposto. Chi vede miglioramenti elevati è compreso tra chi ne vede.',
        en = 'The source does not say how many answered. Those who see great improvements are among those who see any.',
      }},
  },
  source = 'Tecnostruttura, 18/02/2021',
  chart = {
    kind = 'bar',
    title = {
      it = 'Quasi nove enti su dieci hanno imparato a progettare insieme, uno su tre molto',
      en = 'Nearly nine organisations in ten have learned to design together, one in three a lot',
    },
    description = {
      it = 'Due barre orizzontali: la seconda è una parte della prima.',
      en = 'Two horizontal bars: the second is a part of the first.',
    },
    series = {'enti'},
  },
}
