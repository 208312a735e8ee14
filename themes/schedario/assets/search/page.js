// page.js - the reader's choices, the engine's answers, and the page between them.
//
// What was chosen is `state` (page-address.js), which the address says too. Whoever changes it calls
// change(); show() brings the controls in step, ask() the results. As long as nothing is chosen the
// list stands as it was built, and nothing of the index is read.
import { openEngine } from './engine.js';
import { fileReader } from './files.js';
import { PICKS_MAX, readAddress, writeAddress } from './page-address.js';
import { cardOf } from './page-card.js';
import { download } from './page-download.js';
import { Facet } from './page-facet.js';
import { button, copyOf, find, findAll, idOf, make, say, sayCount, settings, without, words } from './page-node.js';
import { Range } from './page-range.js';

const TYPED_MIN = 2; // letters
const TYPED_WAIT = 150; // milliseconds
const WORKING_WAIT = 400;

const collection = settings.collection;

class ListPage {
  constructor() {
    this.built = find('main').cloneNode(true);
    for (let part; (part = find('template.live')); ) part.replaceWith(part.content);
    find('#_browse').classList.toggle('browse', !!find('#_filters'));
    for (const element of findAll('[id^=_]')) this[element.id] = element;
    if (settings.number === 1) find('.pager')?.remove();
    this.cards = [...this._list.childNodes];
    this.isGuide = this._total.hidden;
    this._total.setAttribute('role', 'status');

    const choose = (id, values) => this.choose(id, values);
    const numbersOf = (id) => this.guard(() => this.numbersOf(id));
    this.facets = findAll('[data-facet]').map((details) => new Facet(details, choose));
    this.controls = new Map([...this.facets, ...findAll('[data-range]').map((details) => new Range(details, choose, numbersOf))]
      .map((control) => [control.id, control]));
    this.listen();
    this.read();
    for (const id of this.state.choices.keys()) this.controls.get(id).details.open = true;
  }

  listen() {
    const type = (wait, keep) => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.change({ text: this._q.value }, keep), wait);
    };
    this._q.oninput = () => type(TYPED_WAIT, false);
    this._q.form.onsubmit = (event) => {
      event.preventDefault();
      type(0, true);
    };
    this._sort.onchange = () => this.change({ sort: this._sort.value });
    this._more.onclick = () => this.guard(() => this.showMore());
    for (const button of findAll('[data-format]'))
      button.onclick = () => this.guard(async () => download(await this.open(), this.answer.documents, button.dataset.format));
    if (this._picked) find('button', this._picked).onclick = () => {
      this.change({ picks: [] }, false);
      this._total.focus();
    };
    for (const facet of this.facets)
      facet.details.ontoggle = () => facet.entries.length || this.guard(async () => this.showCounts(await this.answered()));
    onpopstate = () => this.read();
  }

  // ---- the engine

  async open() {
    const header = Uint8Array.from(atob(settings.header), (letter) => letter.charCodeAt());
    return (this.engine ??= await openEngine({ header, read: fileReader(settings) }));
  }

  /** A field that means something else in other collections has a column of its own. */
  columnOf(id) {
    const own = collection + '.' + id;
    return this.engine.columns.some((column) => column.id === own) ? own : id;
  }

  async query({ text, choices, sort }, counts) {
    await this.open();
    const list = [...choices].flatMap(([id, values]) => values.map((value) => ({ column: this.columnOf(id), value })));
    return this.engine.query({
      text: text.trim().length < TYPED_MIN ? '' : text,
      choices: [{ column: 'collection', value: collection }, ...list],
      sort: sort.replace(/\w.*/, (id) => this.columnOf(id)),
      counts,
    });
  }

  async answered() {
    return (this.answer ??= await this.query(this.state, true));
  }

  async numbersOf(id) {
    await this.open();
    const { numbers, documents, scale } = await this.engine.column(this.columnOf(id));
    const own = (await this.engine.column('collection')).values.find(({ id }) => id === collection).documents;
    return Array.from(numbers, (number) => number / 10 ** scale).filter((number, i) => own.includes(documents[i]));
  }

  /** Where something cannot be read the list is there as it was built, and says so. */
  async guard(work) {
    try {
      return await work();
    } catch (failure) {
      console.warn(failure);
      find('main').replaceChildren(...this.built.childNodes);
      const notice = copyOf('#_failure');
      find('a', notice).href = location.href;
      find('#_list').before(notice);
      notice.focus();
    }
  }

  // ---- the choices

  read() {
    clearTimeout(this.typing);
    this.state = readAddress(location.search, this.controls.keys(), [...this._sort.options].map(({ value }) => value));
    this._q.value = this.state.text;
    this.show();
    this.ask(history.state?.shown);
  }

  choose(id, values) {
    const choices = new Map(this.state.choices);
    if (values.length) choices.set(id, values);
    else choices.delete(id);
    this.change({ choices });
  }

  /** `keep`: as a step that the reader can go back from. */
  change(part, keep = true) {
    const before = writeAddress(this.state);
    Object.assign(this.state, part);
    const after = writeAddress(this.state);
    if (before === after) return;
    try { // some browsers allow so many in half a minute
      history[keep ? 'pushState' : 'replaceState'](null, '', settings.url + (after && '?' + after));
    } catch {}
    this.show();
    if (!part.picks) this.ask();
  }

  show() {
    const { choices, sort, text } = this.state;
    for (const [id, control] of this.controls) control.show(choices.get(id));
    this._sort.value = sort;
    this._sort.options[0].text = text.trim() ? words.relevance : words.listed;
    for (const link of findAll('a[hreflang], .views a')) link.search = writeAddress(this.state);
    this.showChips();
    this.showPicks();
  }

  showChips() {
    const { children } = this._chips;
    const at = [...children].findIndex((item) => item.contains(document.activeElement));
    const chips = [...this.state.choices].flatMap(([id, values]) => values.map((value) => {
      const control = this.controls.get(id);
      const label = control.label + ': ' + control.sayValue(value);
      return button(label, () => this.choose(id, without(values, value)), { 'aria-label': say(words.remove, { label }) });
    }));
    const count = chips.length;
    if (count > 1) chips.push(button(words.clear, () => this.change({ choices: new Map() })));
    this._chips.replaceChildren(...chips.map((chip) => make('li', {}, chip)));
    this._chips.hidden = !count;
    if (at >= 0) (chips[Math.min(at, count - 1)] ?? this._total).focus();
    for (const place of findAll('.filter-button .count')) place.textContent = count ? `(${count})` : '';
  }

  showPicks() {
    if (!this._picked) return;
    const { picks } = this.state;
    const count = picks.length;
    for (const article of findAll('.card', this._list)) {
      const id = idOf(article);
      if (!find('.pick', article)) {
        article.append(copyOf('#_pick'));
        find('.pick .hidden', article).append(' ', find('a', article).textContent);
      }
      const box = find('.pick input', article);
      box.checked = picks.includes(id);
      box.disabled = !box.checked && count >= PICKS_MAX;
      box.onchange = () => {
        this.change({ picks: without(this.state.picks, id, box.checked) }, false);
      };
    }
    this._picked.hidden = !count;
    find('p', this._picked).textContent = count < PICKS_MAX ? sayCount(words.pick_count, count) : say(words.compare_most, { n: count });
    const link = find('a', this._picked);
    link.hidden = count < 2;
    link.search = new URLSearchParams(picks.map((id) => ['id', id]));
    link.textContent = say(words.compare, { n: count });
  }

  // ---- the results

  /** Asks, and shows the first `shown` results. */
  async ask(shown = settings.size) {
    const turn = (this.turn = {});
    this.answer = null;
    this._list.ariaBusy = true;
    setTimeout(() => this.turn === turn && !this.answer && !this.isPlain && this.say(words.working), WORKING_WAIT);
    if (this.isPlain && shown <= settings.size) this.showBuilt();
    else await this.guard(() => this.find(turn, shown));
    if (turn === this.turn) this._list.ariaBusy = false;
  }

  get isPlain() {
    const { text, choices, sort } = this.state;
    return text.trim().length < TYPED_MIN && !choices.size && !sort;
  }

  say(text) {
    this._total.textContent = text;
    this._total.hidden = false;
  }

  put(nodes, shown, total) {
    const focused = this._list.contains(document.activeElement);
    this._list.replaceChildren(...nodes);
    if (focused) this._total.focus();
    this.showRest(shown, total);
    this.showPicks();
  }

  /** The list as the build wrote it. */
  showBuilt() {
    const { number, size, total } = settings;
    this._download.hidden = this._elsewhere.hidden = true;
    this.say(sayCount(words.found, total));
    this._total.hidden = this.isGuide;
    this.put(this.cards, this.isGuide || number > 1 ? total : size, total);
    for (const facet of this.facets) facet.showCounts(({ count }) => count);
  }

  async find(turn, shown) {
    const answer = await this.query(this.state, true);
    if (!answer || turn !== this.turn) return;
    const { documents } = answer;
    const cards = await this.engine.cards(documents.slice(0, shown));
    const ways = documents.length ? [] : await this.loosen();
    if (turn !== this.turn) return;
    this.answer = answer;
    this.sayFound(answer);
    this.put([...this.notesOf(answer), ...(documents.length ? this.resultsOf(cards, 0) : this.nothing(ways))], cards.length, documents.length);
    this._download.hidden = !documents.length;
    await this.showCounts(answer);
    await this.showElsewhere(answer);
  }

  sayFound({ documents, allCount }) {
    const text = this.state.text.trim().slice(0, 80);
    const found = sayCount(words.found, documents.length);
    this.tiers = text && allCount < documents.length;
    this.say((text ? say(words.for, { found, text }) : found) + (this.tiers ? ', ' + sayCount(words.whole, allCount) : ''));
    for (const back of findAll('.show')) {
      back.hidden = false;
      back.textContent = found;
    }
  }

  notesOf({ notes }) {
    return notes.map(({ typed, used }) => {
      const [before, after] = say(words.used, { typed }).split('{used}');
      return make('p', { className: 'note' }, before, make('em', {}, used), after);
    });
  }

  /** Cards, `from` of which stand there already, with a heading where those with all the words end. */
  resultsOf(cards, from) {
    const { allCount } = this.answer;
    const tiers = this.tiers && !this.state.sort;
    return cards.flatMap((card, i) => {
      const at = from + i;
      const heading = at === allCount ? words.some : !at && words.all;
      const node = cardOf(card);
      if (tiers) find('h2', node).ariaLevel = 3;
      return tiers && heading ? [make('h2', { className: 'tier' }, heading), node] : node;
    });
  }

  async showElsewhere({ facets }) {
    const { text, choices } = this.state;
    const { values } = await this.engine.column('collection');
    const counts = choices.size || !text.trim() ? [] : facets.find(({ column }) => column === 'collection').counts;
    const links = settings.others.flatMap(({ id, label, url }) => {
      const n = counts[values.findIndex((value) => value.id === id)];
      return n ? make('a', { href: url + '?' + new URLSearchParams({ q: text }) }, say(words.elsewhere, { n, label })) : [];
    });
    this._elsewhere.replaceChildren(...links);
    this._elsewhere.hidden = !links.length;
  }

  async showCounts({ facets }) {
    for (const facet of this.facets) {
      const id = this.columnOf(facet.id);
      const counts = facets.find(({ column }) => column === id)?.counts;
      if (!counts) continue;
      const { values } = await this.engine.column(id);
      if (!facet.entries.length) facet.fill(values.filter((value, i) => counts[i]));
      const found = new Map(values.map((value, i) => [value.id, counts[i]]));
      facet.showCounts((entry) => found.get(entry.id));
    }
    this.showChips();
  }

  showRest(shown, total) {
    const rest = Math.min(settings.size, total - shown);
    this.shown = shown;
    this._more.hidden = rest <= 0;
    this._more.textContent = sayCount(words.more, rest);
  }

  async showMore() {
    const { turn, shown } = this;
    const { documents } = await this.answered();
    const cards = await this.engine.cards(documents.slice(shown, shown + settings.size));
    if (turn !== this.turn) return;
    const nodes = this.resultsOf(cards, shown);
    this._list.append(...nodes);
    this.showRest(shown + cards.length, documents.length);
    this.showPicks();
    find('a', nodes.find(({ localName }) => localName === 'article')).focus();
    history.replaceState({ shown: this.shown }, '');
  }

  // ---- nothing found

  /** What leaving out each choice would give, most first. */
  async loosen() {
    const { text, choices } = this.state;
    const ways = [...choices].map(([id, values]) => {
      const { label } = this.controls.get(id);
      const rest = new Map(choices);
      rest.delete(id);
      return { label: say(words.without, { label }), part: { choices: rest } };
    });
    if (choices.size) ways.push({ label: words.without_text, part: { text: '' } });
    for (const way of ways) way.count = (await this.query({ ...this.state, ...way.part }))?.documents.length;
    return ways.filter(({ count }) => count).sort((a, b) => b.count - a.count);
  }

  nothing(ways) {
    const all = { label: words.clear, part: { text: '', choices: new Map() }, count: settings.total };
    const list = [...ways, all].map(({ label, part, count }) => {
      const go = button(label, () => {
        this._q.value = part.text ?? this.state.text;
        this.change(part);
      }, { className: 'link' });
      return make('li', {}, go, ' ', make('span', { className: 'count' }, sayCount(words.found, count)));
    });
    return [make('h2', {}, words.none), make('p', {}, ways.length ? words.loosen : words.spelling), make('ul', { className: 'plain' }, ...list)];
  }
}

/** The page stays as it was built where a browser is too old. */
export function startPage() {
  try {
    new DecompressionStream('deflate-raw');
  } catch {
    return;
  }
  new ListPage();
}
