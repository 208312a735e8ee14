-- Gli indicatori di una scheda: previsto accanto a raggiunto, con lo scarto.
-- The indicators of a sheet: planned beside achieved, with the gap.

catalogue.table {
  name = 'previsto-raggiunto',
  caption = {it = 'Indicatori: previsto e raggiunto', en = 'Indicators: planned and achieved'},
  rows = 'indicatori',
  columns = {
    {id = 'indicatore', label = {it = 'Indicatore', en = 'Indicator'}, type = 'text'},
    {id = 'previsto', label = {it = 'Previsto', en = 'Planned'}, type = 'number', role = 'planned'},
    {id = 'raggiunto', label = {it = 'Raggiunto', en = 'Achieved'}, type = 'number',
      role = 'achieved'},
    {id = 'scarto', label = {it = 'Scarto', en = 'Gap'}, type = 'number',
      gap = {'previsto', 'raggiunto'}},
    {id = 'scarto_percento', label = {it = 'Scarto in percentuale', en = 'Gap as a percentage'},
      type = 'percent', precision = 1, gap_percent = {'previsto', 'raggiunto'}},
    {id = 'unita', label = {it = 'Unità', en = 'Unit'}, type = 'text'},
    {id = 'nota', label = {it = 'Nota', en = 'Note'}, type = 'text', role = 'note'},
  },
  chart = {
    kind = 'bullet',
    title = {
      it = 'Le amministrazioni coinvolte sono quasi il triplo del previsto; budget e consulenze restano sotto',
      en = 'Nearly three times as many administrations as planned; budget and consultancies stay below',
    },
    description = {
      it = 'Per ogni indicatore con un valore previsto, una barra lunga quanto il raggiunto in percentuale del previsto; un segno verticale sta al 100 %.',
      en = 'For each indicator with a planned value, a bar as long as what was achieved as a percentage of the plan; a vertical mark stands at 100%.',
    },
    series = {'previsto', 'raggiunto'},
  },
}
