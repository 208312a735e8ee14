// page-download.js - the sheets of a result as a file.
import { hrefOf } from './files.js';
import { make, settings } from './page-node.js';

/** As the build writes its tables: what a spreadsheet would run as a formula gets a ' before it. */
function cellOf(text) {
  const cell = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? "'" + text : text;
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function tableOf(sheets) {
  const columns = new Map([['id', 'id'], ['url', 'url']]);
  for (const { fields } of sheets) for (const { id, label } of fields) columns.set(id, label);
  const rows = sheets.map(({ id, url, fields }) => {
    const values = { id, url };
    for (const field of fields) values[field.id] = field.text;
    return [...columns.keys()].map((id) => values[id] ?? '');
  });
  return [[...columns.values()], ...rows];
}

function save(content, format) {
  const href = URL.createObjectURL(new Blob([content], { type: 'text/' + format }));
  make('a', { href, download: settings.collection + '.' + format }).click();
  setTimeout(() => URL.revokeObjectURL(href), 6e4);
}

/** Rows of texts, the first with the columns' names. */
export const saveTable = (rows) =>
  save('\ufeff' + rows.map((row) => row.map(cellOf).join() + '\r\n').join(''), 'csv');

/** `format`: 'csv' or 'json'; of what the engine knows about these documents. */
export async function download(engine, documents, format) {
  const cards = await engine.cards(documents);
  const sheets = (await engine.records(documents)).map(({ key, fields }, i) => ({
    id: key.slice(key.indexOf('/') + 1),
    url: new URL(hrefOf(cards[i].address, settings), location).href,
    fields,
  }));
  if (format === 'csv') saveTable(tableOf(sheets));
  else save(JSON.stringify(sheets, null, 2), format);
}
