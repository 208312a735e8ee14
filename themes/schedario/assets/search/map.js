// map.js - the squares of the map and the rows of its table, with the numbers of what was found.
import { find, findAll, sayCount, sayNumber, say, settings, words } from './page-node.js';
import { columnOf } from './view.js';

function countsOf(answer, column, values) {
  const { counts } = answer.facets.find((facet) => facet.column === column.id);
  return new Map(values.map(({ id }, i) => [id, counts[i]]));
}

/** The list's address with this place in the place of the others. */
function listHref(id) {
  const parts = new URLSearchParams(location.search);
  parts.set(settings.place, id);
  return settings.url + '?' + parts;
}

function showTile(link, count, shades) {
  link.setAttribute('class', 's' + shades.filter((from) => count >= from).length);
  link.setAttribute('href', listHref(link.dataset.term));
  find('title', link).textContent = say(sayCount(words.place, count), link.dataset);
  for (const number of [find('.n', link), find(`[data-count="${link.dataset.term}"]`)])
    if (number) number.textContent = sayNumber(count);
}

function showRow(row, count) {
  find('.n', row).textContent = sayNumber(count);
  find('a', row).href = listHref(row.dataset.term);
}

export async function showPlaces(engine, answer) {
  const column = columnOf(engine, settings.place);
  const counts = countsOf(answer, column, (await engine.column(column.id)).values);
  const chart = find('svg.tiles');
  const shades = chart.dataset.shades.trim().split(' ').map(Number);
  for (const link of findAll('a', chart)) showTile(link, counts.get(link.dataset.term) ?? 0, shades);
  for (const row of findAll('.places [data-term]')) showRow(row, counts.get(row.dataset.term) ?? 0);
  find('#_chart').textContent = words.title;
}
