// compare-table.js - fields down, sheets across.
import { copyOf, make, say, settings, words } from './page-node.js';

/** [{label, texts, differs}], in the schema's order; fields that no sheet fills are left out. */
export function rowsOf(sheets) {
  return settings.fields.map((id) => {
    const fields = sheets.map((sheet) => sheet.fields.find((field) => field.id === id));
    const texts = fields.map((field) => field?.text.trim() ?? '');
    return {
      label: fields.find(Boolean)?.label,
      texts,
      differs: texts.some((text) => text !== texts[0]),
    };
  }).filter(({ texts }) => texts.some(Boolean));
}

function sheetHead({ id, title, href }, remove) {
  const button = copyOf('#_remove');
  button.setAttribute('aria-label', say(words.remove_one, { title }));
  button.onclick = () => remove(id);
  return make('th', { scope: 'col' }, make('a', { href }, title), button);
}

function fieldValue(text) {
  if (text) return make('td', {}, make('p', {}, text));
  return make('td', { className: 'soft' }, words.missing);
}

function fieldRow({ label, texts, differs }) {
  const head = make('th', { scope: 'row' }, label);
  if (differs) head.append(copyOf('#_differs'));
  return make('tr', { className: differs === null ? '' : differs ? 'different' : 'equal' }, head, ...texts.map(fieldValue));
}

export function showTable(place, sheets, rows, { only, remove }) {
  const shown = rows.filter(({ differs }) => differs || !only);
  if (sheets.length < 2) for (const row of shown) row.differs = null;
  place.replaceChildren(...(sheets.length ? [make('table', {},
    make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, words.field), ...sheets.map((sheet) => sheetHead(sheet, remove)))),
    make('tbody', {}, ...shown.map(fieldRow)))] : []));
}
