local a = {id = 'a', label = 'A', type = 'number'}
local b = {id = 'b', label = 'B', type = 'money', unit = 'keur'}
local t = {id = 't', label = 'T', type = 'text'}
local count = 0
local function try(spec)
  count = count + 1
  spec.name = 'prova-' .. count
  spec.caption = spec.caption or 'Prova'
  spec.columns = spec.columns or {t, a, b}
  return spec
end
catalogue.table(try {colums = 1})
catalogue.table(try {caption = {fr = 'Essai'}})
catalogue.table(try {caption = {}})
catalogue.table(try {caption = 12})
catalogue.table {name = 'senza', columns = {t}}
catalogue.table {name = 'vuota', caption = 'Vuota'}
catalogue.table(try {columns = {}})
catalogue.table(try {columns = {{label = 'X', type = 'text'}}})
catalogue.table(try {columns = {{id = 'x y', label = 'X', type = 'text'}}})
catalogue.table(try {columns = {{id = 'x', type = 'text'}}})
catalogue.table(try {columns = {{id = 'x', label = 'X'}}})
catalogue.table(try {columns = {{id = 'x', label = 'X', type = 'mony'}}})
catalogue.table(try {columns = {{id = 'x', label = 'X', type = 'number', tpye = 1}}})
catalogue.table(try {columns = {a, a}})
catalogue.table(try {columns = {{id = 'x', label = 'X', type = 'money', unit = 'euri'}}})
catalogue.table(try {columns = {{id = 'x', label = 'X', type = 'money', unit = 'months'}}})
catalogue.table(try {columns = {{id = 'x', label = 'X', type = 'number', precision = 12}}})
catalogue.table(try {columns = {{id = 'x', label = 'X', type = 'number', note = 'nessuna'}}})
catalogue.table(try {columns = {{id = 'x', label = 'X', type = 'number', role = 'plan'}}})
catalogue.table(try {columns = {a, {id = 'x', label = 'X', type = 'number', compute = function() end}}})
catalogue.table(try {columns = {a, {id = 'x', label = 'X', type = 'number', compute = 1, how = 'x'}}})
catalogue.table(try {columns = {a, {id = 'x', label = 'X', type = 'percent', share_of = 'z'}}})
catalogue.table(try {columns = {t, {id = 'x', label = 'X', type = 'percent', share_of = 't'}}})
catalogue.table(try {columns = {a, {id = 'x', label = 'X', type = 'text', share_of = 'a'}}})
catalogue.table(try {columns = {a, {id = 'x', label = 'X', type = 'number', gap = {'a'}}}})
catalogue.table(try {columns = {a, b, {id = 'x', label = 'X', type = 'number', gap = {'a', 'b'}, ratio = {'a', 'b'}}}})
catalogue.table(try {columns = {{id = 'x', label = 'X', type = 'number', within = 'row'}}})
catalogue.table(try {columns = {{id = 'x', label = 'X', type = 'number', total = 'no'}}})
catalogue.table(try {rows = 12})
catalogue.table(try {rows = {cvs = 'x.csv'}})
catalogue.table(try {group = 'z'})
catalogue.table(try {groups = {{id = 'a'}}})
catalogue.table(try {group = 't', groups = {{label = 'A'}}})
catalogue.table(try {totals = {'sums'}})
catalogue.table(try {totals = 'sum'})
catalogue.table(try {totals = {'weighted_mean'}})
catalogue.table(try {totals = {{'sum', weight = 'a'}}})
catalogue.table(try {totals = {{'sum', colums = {'a'}}}})
catalogue.table(try {given = {{column = 'a'}}})
catalogue.table(try {given = {{column = 'z', value = 1}}})
catalogue.table(try {given = {{column = 'a', value = 1, tolerance = -1}}})
catalogue.table(try {notes = 'una'})
catalogue.table(try {source = {}})
catalogue.table(try {date = 'ieri'})
catalogue.table(try {sort = '-z'})
catalogue.table(try {chart = {kind = 'pie', title = 'X', series = {'a'}}})
catalogue.table(try {chart = {kind = 'bar', series = {'a'}}})
catalogue.table(try {chart = {kind = 'bar', title = 'X'}})
catalogue.table(try {chart = {kind = 'bar', title = 'X', series = {'a', 'b'}}})
catalogue.table(try {chart = {kind = 'bullet', title = 'X', series = {'a'}}})
catalogue.table(try {chart = {kind = 'grouped', title = 'X', series = {'a', 'b'}}})
catalogue.table(try {chart = {kind = 'bar', title = 'X', series = {'t'}}})
catalogue.table(try {charts = {}})
catalogue.table(try {chart = {kind = 'bar', title = 'X', series = {'a'}, of = 'gruops'}})
catalogue.table(try {chart = {kind = 'bar', title = 'X', series = {'a'}, of = 'groups'}})
catalogue.table(try {group = 't', subtotals = {'share'}, chart = {kind = 'bar', title = 'X', series = {'a'}, of = 'groups'}})
catalogue.table(try {chart = {kind = 'bullet', title = 'X', series = {'a', 'b'}}})
local hours = {id = 'h', label = 'H', type = 'number', unit = {it = 'ore di lezione', en = 'hours taught'}}
local people = {id = 'p', label = 'P', type = 'number', unit = {it = 'persone', en = 'people'}}
catalogue.table(try {columns = {hours, people}, chart = {kind = 'grouped', title = 'X', series = {'h', 'p'}}})
catalogue.table(try {subtotals = {'sum'}})
catalogue.table(try {given = {{column = 'a', value = 1, group = 'x'}}})
catalogue.table(try {given = {{column = 't', value = 1}}})
catalogue.table(try {columns = {a, {id = 'x', label = 'X', type = 'percent', share_of = 'a', within = 'group'}}})
catalogue.table(try {totals = {{'weighted_mean', weight = 't'}}})
catalogue.table(try {totals = {{'sum', columns = {'t'}}}})
catalogue.table(try {columns = {{id = 'x', label = 'X', type = 'number', hidden = true}}})
catalogue.table(try {columns = {{id = 'x', label = 'X', type = 'percent', share_of = 'x'}}})
catalogue.table(try {columns = {{id = 'x', label = 'X', type = 'number', gap = {'y', 'y'}},
  {id = 'y', label = 'Y', type = 'number', ratio = {'x', 'x'}}}})
catalogue.table(try {columns = {a, b, {id = 'x', label = 'X', type = 'number', gap = {'a', 'b'}}}})
catalogue.table(try {columns = {a, b, {id = 'x', label = 'X', type = 'percent', attainment = {'b', 'a'}}}})
catalogue.table(try {columns = {b, {id = 'c', label = 'C', type = 'money', unit = 'USD'},
  {id = 'x', label = 'X', type = 'number', ratio = {'b', 'c'}}}})
catalogue.table(try {columns = {a, b, {id = 'x', label = 'X', type = 'money', ratio = {'a', 'b'}}}})
catalogue.table(try {columns = {b, {id = 'x', label = 'X', type = 'number', gap = {'b', 'b'}}}})
local days = {id = 'd', label = 'D', type = 'number', unit = 'days'}
local months = {id = 'm', label = 'M', type = 'number', unit = 'months'}
catalogue.table(try {columns = {days, months, {id = 'x', label = 'X', type = 'number', unit = 'days', gap = {'d', 'm'}}}})
