// view.js - what the address asks, the engine's answer, and both in words above the map or time line.
import { openEngine } from './engine.js';
import { fileReader } from './files.js';
import { readAddress } from './page-address.js';
import { find, findAll, make, say, sayCount, sayNumber, settings, words } from './page-node.js';

/** The engine of the page's language. */
export const openIndex = () => openEngine({
  header: Uint8Array.from(atob(settings.header), (letter) => letter.charCodeAt()),
  read: fileReader(settings),
});

/** A field that means something else in other collections has a column of its own. */
export function columnOf(engine, id) {
  const own = settings.collection + '.' + id;
  return engine.columns.find((column) => column.id === own) ?? engine.columns.find((column) => column.id === id);
}

/** "50.000–900.000", "2017–2019-06", "50.000–…" */
function sayRange(value, { uses }) {
  const [from, to] = value.includes('..') || uses.dates ? value.split('..') : value.split('-');
  const sayEnd = (end) => (end ? (uses.dates ? end : sayNumber(Number(end))) : '…');
  return to === undefined ? sayEnd(from) : sayEnd(from) + '–' + sayEnd(to);
}

/** "Ambiti tematici: Lavoro, Disabilità" */
async function sayChoice(engine, id, values) {
  const column = columnOf(engine, id);
  const { label, values: known } = await engine.column(column.id);
  const said = values.map((value) =>
    column.kind === 'numbers' ? sayRange(value, column) : known.find((one) => one.id === value)?.label ?? value);
  return label + ': ' + said.join(', ');
}

async function saySearch(engine, { text, choices }) {
  const parts = text.trim() ? [say(words.text, { text: text.trim() })] : [];
  for (const [id, values] of choices) parts.push(await sayChoice(engine, id, values));
  return parts;
}

function showState(parts, count) {
  const address = location.search;
  const links = [[settings.url + address, words.back], [location.pathname, words.clear]];
  find('#_follow').replaceChildren(
    make('p', { className: 'strong' }, sayCount(words.found, count)),
    make('ul', {}, ...parts.map((part) => make('li', {}, part))),
    make('p', { className: 'files' }, ...links.map(([href, text]) => make('a', { href }, text))));
  for (const link of findAll('a[data-view]')) link.search = address;
}

/** show(engine, answer): draws what was found; how many sheets it could not draw. */
export async function startView(show) {
  const state = readAddress(location.search, settings.choices, []);
  if (!state.text.trim() && !state.choices.size) return;
  try {
    const engine = await openIndex();
    for (const id of [...state.choices.keys()]) if (!columnOf(engine, id)) state.choices.delete(id);
    const choices = [...state.choices].flatMap(([id, values]) =>
      values.map((value) => ({ column: columnOf(engine, id).id, value })));
    choices.push({ column: 'collection', value: settings.collection });
    const answer = await engine.query({ text: state.text, choices, sort: '', counts: true });
    const parts = await saySearch(engine, state);
    const hidden = await show(engine, answer);
    if (hidden) parts.push(sayCount(words.hidden, hidden));
    showState(parts, answer.documents.length);
  } catch (failure) {
    console.warn(failure);
    find('#_follow').replaceChildren(make('p', { className: 'notice care' }, words.failed));
  }
}
