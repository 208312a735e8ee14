// compare.js - the page that compares: which sheets, the table, and what is done with it.
import { findSheets } from './compare-find.js';
import { rowsOf, showTable } from './compare-table.js';
import { PICKS_MAX, readAddress, writeAddress } from './page-address.js';
import { saveTable } from './page-download.js';
import { copyOf, find, make, say, sayCount, settings, words } from './page-node.js';
import { openIndex } from './view.js';

const HITS_MAX = 8;
const TYPED_WAIT = 150; // milliseconds

class ComparePage {
  constructor(engine) {
    this.engine = engine;
    this.sheets = []; // those that are there: {id, title, href, fields}
    this.known = new Map();
    find('#_only').onchange = () => this.draw();
    find('#_csv').onclick = () => this.save();
    find('#_print').onclick = () => print();
    find('#_words').oninput = () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => guard(() => this.search()), TYPED_WAIT);
    };
    find('#_add').onsubmit = (event) => event.preventDefault();
    onpopstate = () => guard(() => this.read());
  }

  get ids() {
    return this.sheets.map(({ id }) => id);
  }

  /** What the address says. */
  async read(said = '') {
    const { picks } = readAddress(location.search, [], []);
    const missing = picks.filter((id) => !this.known.has(id));
    for (const [id, sheet] of await findSheets(this.engine, missing)) this.known.set(id, sheet);
    this.sheets = picks.filter((id) => this.known.has(id)).map((id) => this.known.get(id));
    const unknown = picks.filter((id) => !this.known.has(id));
    this.draw(said || unknown.map((id) => say(words.unknown, { id })).join(' '));
  }

  async change(ids, said) {
    history.pushState(null, '', '?' + writeAddress({ text: '', choices: new Map(), sort: '', picks: ids }));
    await this.read(said);
  }

  add(id, title) {
    find('#_words').value = '';
    this.hideHits();
    return this.change([...this.ids, id], say(words.added, { title })).then(() => {
      if (this.sheets.length < PICKS_MAX) find('#_words').focus();
      else find('#_table').focus();
    });
  }

  remove(id) {
    const { title } = this.known.get(id);
    return this.change(this.ids.filter((other) => other !== id), say(words.removed, { title })).then(() =>
      (find('#_table .remove') ?? find('#_words')).focus());
  }

  draw(said = '') {
    const count = this.sheets.length;
    const rows = rowsOf(this.sheets);
    const different = rows.filter(({ differs }) => differs).length;
    const states = [words.none, words.one];
    const state = count < 2 ? states[count] : say(sayCount(words.count, different), { all: rows.length, sheets: count });
    find('#_say').textContent = [said, state].filter(Boolean).join(' ');
    find('#_tools').hidden = count < 2;
    find('#_table').hidden = !count;
    find('#_add').hidden = count >= PICKS_MAX;
    showTable(find('#_table'), this.sheets, rows, {
      only: count > 1 && find('#_only').checked,
      remove: (id) => guard(() => this.remove(id)),
    });
  }

  hideHits() {
    find('#_results').replaceChildren();
    find('#_hits').textContent = '';
  }

  async search() {
    const text = find('#_words').value.trim();
    if (text.length < 2) return this.hideHits();
    const choices = [{ column: 'collection', value: settings.collection }];
    const answer = await this.engine.query({ text, choices, sort: '', counts: false });
    if (!answer) return;
    const cards = await this.engine.cards(answer.documents.slice(0, HITS_MAX + PICKS_MAX));
    const hits = cards.map(({ key, title }) => ({ id: key.slice(key.indexOf('/') + 1), title }))
      .filter(({ id }) => !this.ids.includes(id)).slice(0, HITS_MAX);
    find('#_hits').textContent = sayCount(words.hits, hits.length);
    find('#_results').replaceChildren(...hits.map(({ id, title }) => {
      const button = copyOf('#_plus');
      find('span', button).textContent = say(words.add_one, { title });
      button.onclick = () => guard(() => this.add(id, title));
      return make('li', {}, button);
    }));
  }

  save() {
    const rows = rowsOf(this.sheets);
    const head = [words.field, ...this.sheets.map(({ title }) => title)];
    const addresses = [words.address, ...this.sheets.map(({ href }) => new URL(href, location).href)];
    saveTable([head, addresses, ...rows.map(({ label, texts }) => [label, ...texts])]);
  }
}

async function guard(work) {
  try {
    await work();
  } catch (failure) {
    console.warn(failure);
    find('#_say').textContent = words.failed;
    find('#_say').classList.add('care');
  }
}

export function startCompare() {
  find('#_live').replaceWith(find('#_live').content);
  guard(async () => {
    const page = new ComparePage(await openIndex());
    await page.read();
    find('#_still').remove();
  });
}
