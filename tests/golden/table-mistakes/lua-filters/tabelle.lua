local function base(name)
  return {
    name = name,
    caption = 'Prova',
    columns = {
      {id = 'nome', label = 'Nome', type = 'text'},
      {id = 'gruppo', label = 'Gruppo', type = 'text'},
      {id = 'intero', label = 'Intero', type = 'integer'},
      {id = 'numero', label = 'Numero', type = 'number', unit = 'months'},
      {id = 'importo', label = 'Importo', type = 'money', unit = 'Meuro'},
      {id = 'quota', label = 'Quota', type = 'percent'},
      {id = 'data', label = 'Data', type = 'date'},
      {id = 'scheda', label = 'Scheda', type = 'sheet'},
      {id = 'doppio', label = 'Doppio', type = 'number', how = 'due volte',
        compute = function(row) return row.numero * 2 end},
      {id = 'parte', label = 'Parte', type = 'percent', share_of = 'importo'},
    },
    group = 'gruppo',
    notes = {a = 'A'},
  }
end
catalogue.table(base('prova'))
local stacked = base('pila')
stacked.chart = {kind = 'stacked', title = 'X', series = {'numero'}}
catalogue.table(stacked)
local broken = base('rotta')
broken.rows = function() return 12 end
catalogue.table(broken)
local bad = base('male')
bad.rows = function() return {{nome = 'x', intero = 1.5}} end
catalogue.table(bad)
local late = base('tardi')
late.columns[9].compute = function(row) return row.parte end
catalogue.table(late)
local unknown = base('ignota')
unknown.columns[9].compute = function(row) return row.boh end
catalogue.table(unknown)
local typed = base('tipo')
typed.columns[9].compute = function(row) return 'abc' end
catalogue.table(typed)
local circle = base('giro')
circle.columns[11] = {id = 'primo', label = 'Primo', type = 'number', how = 'x',
  compute = function(row) return row.secondo + 1 end}
circle.columns[12] = {id = 'secondo', label = 'Secondo', type = 'number', how = 'x',
  compute = function(row) return row.primo + 1 end}
catalogue.table(circle)
local slip = base('svista')
slip.rows = function() return {{nome = 'x', intro = 1}} end
catalogue.table(slip)
local computed = base('di-troppo')
computed.rows = function() return {{nome = 'x', parte = 1}} end
catalogue.table(computed)
local members = base('voci')
members.rows = 'indicatori'
catalogue.table(members)
local total = base('totale')
total.given = {{column = 'importo', value = '1', group = 'zeta'}}
catalogue.table(total)
