// page.js - the reader's choices, the engine's answers, and the page between them.
//
// What the reader chose is `wanted` (page-address.js), which the address says too. Whoever changes it
// calls changeState(); showState() brings the controls in step, askAgain() the results. As long as nothing is chosen the
// list stands as it was built, and nothing of the index is read.
import { openEngine } from './engine.js';
import { fileReader } from './files.js';
import { PICKS_MAX, readAddress, writeAddress } from './page-address.js';
import { cardOf } from './page-card.js';
import { download } from './page-download.js';
import { Facet } from './page-facet.js';
import { button, copyOf, find, findAll, hasFocus, idOf, make, say, sayCount, settings, without, words } from './page-node.js';
import { Range } from './page-range.js';

const TYPED_MIN = 2; // letters
const TYPED_WAIT = 150; // milliseconds
const WORKING_WAIT = 400;

const collection = settings.collection;

const parts = {}; // the page's own elements, by their ids
let builtMain, builtCards, isTree; // as the build wrote them
let allFacets, allControls, typingTimer;
let wanted, asking, latest, opened; // the choices, the question, its answer, who answers
let shownCount, hasTiers;

function buildPage() {
  builtMain = find('main').cloneNode(true);
  for (let part; (part = find('template.live')); ) part.replaceWith(part.content);
  for (const element of findAll('[id^=_]')) parts[element.id] = element;
  if (parts._filters) parts._browse.className = 'wrap browse';
  if (settings.number === 1) find('.pager')?.remove();
  builtCards = [...parts._list.childNodes];
  isTree = parts._total.hidden;
  parts._total.setAttribute('role', 'status');

  allFacets = findAll('[data-facet]').map((details) => new Facet(details, chooseValues));
  allControls = new Map([...allFacets, ...findAll('[data-range]').map((details) => new Range(details, chooseValues, (id) => guard(() => numbersOf(id))))]
    .map((control) => [control.id, control]));
  listenTo();
  readState();
  for (const id of wanted.choices.keys()) allControls.get(id).details.open = true;
}

function listenTo() {
  const type = (wait, keep) => {
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => changeState({ text: parts._q.value }, keep), wait);
  };
  parts._q.oninput = () => type(TYPED_WAIT, false);
  parts._q.form.onsubmit = (event) => {
    event.preventDefault();
    type(0, true);
  };
  parts._sort.onchange = () => changeState({ sort: parts._sort.value });
  parts._more.onclick = () => guard(showMore);
  for (const button of findAll('[data-format]'))
    button.onclick = () => guard(async () => download(await openIndex(), latest.documents, button.dataset.format));
  if (parts._picked) find('button', parts._picked).onclick = () => {
    changeState({ picks: [] }, false);
    parts._total.focus();
  };
  for (const facet of allFacets)
    facet.details.ontoggle = () => facet.entries.length || guard(async () => showCounts(await answered()));
  onpopstate = readState;
}

// ---- the engine

async function openIndex() {
  const header = Uint8Array.from(atob(settings.header), (letter) => letter.charCodeAt());
  return (opened ??= await openEngine({ header, read: fileReader(settings) }));
}

/** A field that means something else in other collections has a column of its own. */
function columnOf(id) {
  const own = collection + '.' + id;
  return opened.columns.some((column) => column.id === own) ? own : id;
}

async function askIndex({ text, choices, sort }, counts) {
  await openIndex();
  const list = [...choices].flatMap(([id, values]) => values.map((value) => ({ column: columnOf(id), value })));
  return opened.query({
    text: text.trim().length < TYPED_MIN ? '' : text,
    choices: [{ column: 'collection', value: collection }, ...list],
    sort: sort.replace(/\w.*/, (id) => columnOf(id)),
    counts,
  });
}

async function answered() {
  return (latest ??= await askIndex(wanted, true));
}

async function numbersOf(id) {
  await openIndex();
  const { numbers, documents, scale } = await opened.column(columnOf(id));
  const own = (await opened.column('collection')).values.find(({ id }) => id === collection).documents;
  return Array.from(numbers, (number) => number / 10 ** scale).filter((number, i) => own.includes(documents[i]));
}

/** Where something cannot be read the list is there as it was built, and says so. */
async function guard(work) {
  try {
    return await work();
  } catch (failure) {
    console.warn(failure);
    find('main').replaceChildren(...builtMain.childNodes);
    const notice = copyOf('#_failure');
    find('a', notice).href = location.href;
    find('#_list').before(notice);
    notice.focus();
  }
}

// ---- the choices

function readState() {
  clearTimeout(typingTimer);
  wanted = readAddress(location.search, allControls.keys(), [...parts._sort.options].map(({ value }) => value));
  showState();
  askAgain(history.state?.shown);
}

function chooseValues(id, values) {
  const choices = new Map(wanted.choices);
  if (values[0]) choices.set(id, values);
  else choices.delete(id);
  changeState({ choices });
}

/** `keep`: as a step that the reader can go back from. */
function changeState(part, keep = true) {
  const before = writeAddress(wanted);
  Object.assign(wanted, part);
  const after = writeAddress(wanted);
  if (before === after) return;
  try { // some browsers allow so many in half a minute
    history[keep ? 'pushState' : 'replaceState'](null, '', settings.url + (after && '?' + after));
  } catch {}
  showState();
  if (!part.picks) askAgain();
}

function showState() {
  const { choices, sort, text } = wanted;
  for (const [id, control] of allControls) control.show(choices.get(id));
  parts._sort.value = sort;
  if (parts._q.value !== text) parts._q.value = text;
  parts._sort.options[0].text = text.trim() ? words.relevance : words.listed;
  for (const link of findAll('a[hreflang], .views a')) link.search = writeAddress(wanted);
  showChips();
  showPicks();
}

function showChips() {
  const at = [...parts._chips.children].findIndex(hasFocus);
  const chips = [...wanted.choices].flatMap(([id, values]) => values.map((value) => {
    const control = allControls.get(id);
    const label = control.label + ': ' + control.sayValue(value);
    return button(label, () => chooseValues(id, without(values, value)), { 'aria-label': say(words.remove, { label }) });
  }));
  const count = chips.length;
  if (count > 1) chips.push(button(words.clear, () => changeState({ choices: new Map() })));
  parts._chips.replaceChildren(...chips.map((chip) => make('li', {}, chip)));
  parts._chips.hidden = !count;
  if (at >= 0) (chips[Math.min(at, count - 1)] ?? parts._total).focus();
  for (const place of findAll('.filter-button .count')) place.textContent = count ? `(${count})` : '';
}

function showPicks() {
  if (!parts._picked) return;
  const { picks } = wanted;
  const count = picks.length;
  for (const article of findAll('.card', parts._list)) {
    const id = idOf(article);
    if (!find('.pick', article)) {
      article.append(copyOf('#_pick'));
      find('.pick .hidden', article).append(' ', find('a', article).textContent);
    }
    const box = find('.pick input', article);
    box.checked = picks.includes(id);
    box.disabled = !box.checked && count >= PICKS_MAX;
    box.onchange = () => {
      changeState({ picks: without(wanted.picks, id, box.checked) }, false);
    };
  }
  parts._picked.hidden = !count;
  find('p', parts._picked).textContent = count < PICKS_MAX ? sayCount(words.pick_count, count) : say(words.compare_most, { n: count });
  const link = find('a', parts._picked);
  link.hidden = count < 2;
  link.search = new URLSearchParams(picks.map((id) => ['id', id]));
  link.textContent = say(words.compare, { n: count });
}

// ---- the results

/** Asks, and shows the first `shown` results. */
async function askAgain(shown = settings.size) {
  const turn = (asking = {});
  latest = null;
  parts._list.ariaBusy = true;
  setTimeout(() => asking === turn && !latest && !isPlain() && announce(words.working), WORKING_WAIT);
  if (isPlain() && shown <= settings.size) showBuilt();
  else await guard(() => findSheets(turn, shown));
  if (turn === asking) parts._list.ariaBusy = false;
}

function isPlain() {
  const { text, choices, sort } = wanted;
  return text.trim().length < TYPED_MIN && !choices.size && !sort;
}

function announce(text) {
  parts._total.textContent = text;
  parts._total.hidden = false;
}

function putNodes(nodes, shown, total) {
  const focused = hasFocus(parts._list);
  parts._list.replaceChildren(...nodes);
  if (focused) parts._total.focus();
  showRest(shown, total);
  showPicks();
}

/** The list as the build wrote it. */
function showBuilt() {
  const { number, size, total } = settings;
  parts._download.hidden = parts._elsewhere.hidden = true;
  announce(sayCount(words.found, total));
  parts._total.hidden = isTree;
  putNodes(builtCards, isTree || number > 1 ? total : size, total);
  for (const facet of allFacets) facet.showCounts(({ count }) => count);
}

async function findSheets(turn, shown) {
  const answer = await askIndex(wanted, true);
  if (!answer || turn !== asking) return;
  const { documents } = answer;
  const cards = await opened.cards(documents.slice(0, shown));
  const ways = documents.length ? [] : await loosen();
  if (turn !== asking) return;
  latest = answer;
  sayFound(answer);
  putNodes([...notesOf(answer), ...(documents.length ? resultsOf(cards, 0) : nothing(ways))], cards.length, documents.length);
  parts._download.hidden = !documents.length;
  await showCounts(answer);
  await showElsewhere(answer);
}

function sayFound({ documents, allCount }) {
  const text = wanted.text.trim().slice(0, 80);
  const found = sayCount(words.found, documents.length);
  hasTiers = text && allCount < documents.length;
  announce((text ? say(words.for, { found, text }) : found) + (hasTiers ? ', ' + sayCount(words.whole, allCount) : ''));
  for (const back of findAll('.show')) {
    back.hidden = false;
    back.textContent = found;
  }
}

function notesOf({ notes }) {
  return notes.map(({ typed, used }) => {
    const [before, after] = say(words.used, { typed }).split('{used}');
    return make('p', { className: 'note' }, before, make('em', {}, used), after);
  });
}

/** Cards, `from` of which stand there already, with a heading where those with all the words end. */
function resultsOf(cards, from) {
  const { allCount } = latest;
  const tiers = hasTiers && !wanted.sort;
  return cards.flatMap((card, i) => {
    const at = from + i;
    const heading = at === allCount ? words.some : !at && words.all;
    const node = cardOf(card);
    if (tiers) find('h2', node).ariaLevel = 3;
    return tiers && heading ? [make('h2', { className: 'tier' }, heading), node] : node;
  });
}

async function showElsewhere({ facets }) {
  const { text, choices } = wanted;
  const { values } = await opened.column('collection');
  const counts = choices.size || !text.trim() ? [] : facets.find(({ column }) => column === 'collection').counts;
  const links = settings.others.flatMap(({ id, label, url }) => {
    const n = counts[values.findIndex((value) => value.id === id)];
    return n ? make('a', { href: url + '?' + new URLSearchParams({ q: text }) }, say(words.elsewhere, { n, label })) : [];
  });
  parts._elsewhere.replaceChildren(...links);
  parts._elsewhere.hidden = !links.length;
}

async function showCounts({ facets }) {
  for (const facet of allFacets) {
    const id = columnOf(facet.id);
    const counts = facets.find(({ column }) => column === id)?.counts;
    if (!counts) continue;
    const { values } = await opened.column(id);
    if (!facet.entries.length) facet.fill(values.filter((value, i) => counts[i]));
    const found = new Map(values.map((value, i) => [value.id, counts[i]]));
    facet.showCounts((entry) => found.get(entry.id));
  }
  showChips();
}

function showRest(shown, total) {
  const rest = Math.min(settings.size, total - shown);
  shownCount = shown;
  parts._more.hidden = rest <= 0;
  parts._more.textContent = sayCount(words.more, rest);
}

async function showMore() {
  const [turn, shown] = [asking, shownCount];
  const { documents } = await answered();
  const cards = await opened.cards(documents.slice(shown, shown + settings.size));
  if (turn !== asking) return;
  const nodes = resultsOf(cards, shown);
  parts._list.append(...nodes);
  showRest(shown + cards.length, documents.length);
  showPicks();
  find('a', nodes.find(({ localName }) => localName === 'article')).focus();
  history.replaceState({ shown: shownCount }, '');
}

// ---- nothing found

/** What leaving out each choice would give, most first. */
async function loosen() {
  const { text, choices } = wanted;
  const ways = [...choices].map(([id]) => {
    const rest = new Map(choices);
    rest.delete(id);
    return { label: say(words.without, allControls.get(id)), part: { choices: rest } };
  });
  if (choices.size) ways.push({ label: words.without_text, part: { text: '' } });
  for (const way of ways) way.count = (await askIndex({ ...wanted, ...way.part }))?.documents.length;
  return ways.filter((way) => way.count).sort((a, b) => b.count - a.count);
}

function nothing(ways) {
  const all = { label: words.clear, part: { text: '', choices: new Map() }, count: settings.total };
  const list = [...ways, all].map(({ label, part, count }) => {
    const go = button(label, () => changeState(part), { className: 'link' });
    return make('li', {}, go, ' ', make('span', { className: 'count' }, sayCount(words.found, count)));
  });
  return [make('h2', {}, words.none), make('p', {}, ways.length ? words.loosen : words.spelling), make('ul', { className: 'plain' }, ...list)];
}

/** The page stays as it was built where a browser is too old. */
export function startPage() {
  try {
    new DecompressionStream('deflate-raw');
  } catch {
    return;
  }
  buildPage();
}
