// timeline.js - of the bars of the time line and the rows of its table, those of what was found.
import { find, findAll, settings, words } from './page-node.js';

const ROW = 44; // units: partials/charts.html
const TOP = 26;

/** Where the documents stand in the collection's list, from 0. */
async function placesOf(engine, documents) {
  const list = await engine.column('list');
  const ranks = new Map(Array.from(list.documents, (document, i) => [document, list.numbers[i]]));
  const { values } = await engine.column('collection');
  const own = values.find(({ id }) => id === settings.collection).documents;
  const first = own.reduce((least, document) => Math.min(least, ranks.get(document)), Infinity);
  return new Set(Array.from(documents, (document) => ranks.get(document) - first));
}

function restack(chart, bars) {
  bars.forEach((bar, i) => bar.setAttribute('y', TOP + i * ROW));
  const end = 30 + bars.length * ROW;
  for (const line of findAll('.axis path', chart)) line.setAttribute('d', line.getAttribute('d').replace(/V.*/, 'V' + end));
  for (const year of findAll('.axis .low', chart)) year.setAttribute('y', end + 16);
  chart.setAttribute('viewBox', `0 0 1040 ${end + 24}`);
}

export async function showSpans(engine, answer) {
  const places = await placesOf(engine, answer.documents);
  const chart = find('svg.spans');
  if (!chart) return;
  const isFound = (part) => places.has(Number(part.dataset.list));
  const bars = findAll('.span', chart);
  for (const bar of bars) if (!isFound(bar)) bar.remove();
  for (const row of findAll('.times [data-list]')) if (!isFound(row)) row.remove();
  const shown = bars.filter(isFound);
  restack(chart, shown);
  find('#_chart').textContent = words.title;
  return answer.documents.length - shown.length;
}
