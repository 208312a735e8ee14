// compare-table.js - fields down, sheets across.
import { copyOf, make, say, settings, words } from './page-node.js';

/** [{id, label, texts, differs}], in the schema's order; fields that no sheet fills are left out. */
export function rowsOf(sheets) {
  const labels = new Map();
  for (const { fields } of sheets) for (const { id, label } of fields) labels.set(id, label);
  const place = (id) => (settings.fields.indexOf(id) + 1 || Infinity);
  return [...labels].sort(([a], [b]) => place(a) - place(b) || 0).map(([id, label]) => {
    const texts = sheets.map(({ fields }) => fields.find((field) => field.id === id)?.text.trim() ?? '');
    return { id, label, texts, differs: texts.some((text) => text !== texts[0]) };
  }).filter(({ texts }) => texts.some(Boolean));
}

function headOf({ id, title, href }, remove) {
  const button = copyOf('#_remove');
  button.setAttribute('aria-label', say(words.remove_one, { title }));
  button.onclick = () => remove(id);
  return make('th', { scope: 'col' }, make('a', { href }, title), button);
}

function cellOf(text) {
  if (text) return make('td', {}, make('p', {}, text));
  return make('td', { className: 'soft' }, words.missing);
}

function rowOf({ label, texts, differs }) {
  const head = make('th', { scope: 'row' }, label);
  if (differs) head.append(copyOf('#_differs'));
  return make('tr', { className: differs ? 'different' : 'equal' }, head, ...texts.map(cellOf));
}

export function showTable(place, sheets, rows, { only, remove }) {
  const shown = rows.filter(({ differs }) => differs || !only);
  if (sheets.length < 2) for (const row of shown) row.differs = false;
  place.replaceChildren(...(sheets.length ? [make('table', {},
    make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, words.field), ...sheets.map((sheet) => headOf(sheet, remove)))),
    make('tbody', {}, ...shown.map(rowOf)))] : []));
}
