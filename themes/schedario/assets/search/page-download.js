// page-download.js - the sheets of a result as a file.
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
  return '\ufeff' + [[...columns.values()], ...rows].map((row) => row.map(cellOf).join() + '\r\n').join('');
}

/** `format`: 'csv' or 'json'; of what the engine knows about these documents. */
export async function download(engine, documents, format) {
  const cards = await engine.cards(documents);
  const sheets = (await engine.records(documents)).map(({ key, fields }, i) => ({
    id: key.slice(key.indexOf('/') + 1),
    url: new URL(cards[i].address, location).href,
    fields,
  }));
  const content = format === 'csv' ? tableOf(sheets) : JSON.stringify(sheets, null, 2);
  const href = URL.createObjectURL(new Blob([content], { type: 'text/' + format }));
  make('a', { href, download: settings.collection + '.' + format }).click();
  setTimeout(() => URL.revokeObjectURL(href), 6e4);
}
