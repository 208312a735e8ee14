// page-facet.js - a facet of terms: its links become boxes to tick, with counts that follow.
import { find, findAll, hasFocus, idOf, make, say, sayNumber, without, words } from './page-node.js';
import { foldText } from './terms.js';

const LONG = 12; // entries

export class Facet {
  /** choose(id, values): the reader ticked or unticked a box. */
  constructor(details, choose) {
    this.details = details;
    this.id = details.dataset.facet;
    this.label = find('summary', details).textContent;
    this.choose = choose;
    this.chosen = [];
    this.fill(findAll('li', details).map((item) => ({
      id: idOf(item),
      depth: item.dataset.depth ?? 0,
      label: find('a', item).firstChild.data.trim(),
      count: Number(find('.count', item).textContent),
    })));
  }

  fill(entries) {
    this.entries = entries;
    const lists = [make('ul')];
    for (const entry of entries) {
      entry.box = make('input', { type: 'checkbox', onchange: () =>
        this.choose(this.id, without(this.chosen, entry.id, entry.box.checked)) });
      entry.number = make('span', { className: 'count' });
      const below = make('ul');
      entry.item = make('li', {}, make('label', {}, entry.box, make('span', {}, entry.label), entry.number), below);
      lists.length = Math.min(+entry.depth + 1, lists.length);
      lists.at(-1).append(entry.item);
      lists.push(below);
    }
    for (const list of findAll('ul:empty', lists[0])) list.remove();
    const group = make('div', { role: 'group', 'aria-label': this.label }, lists[0]);
    this.total = make('span', { className: 'count' });
    this.details.replaceChildren(make('summary', {}, this.label, ' ', this.total), group);
    if (entries.length > LONG) {
      group.className = 'long';
      group.tabIndex = 0;
      group.before(this.searchField());
    }
    this.show(this.chosen);
    this.showCounts((entry) => entry.count);
  }

  /** Leaves what holds the letters typed, what it stands below, and what is ticked. */
  searchField() {
    const label = say(words.filter_values, this);
    return make('input', { type: 'search', 'aria-label': label, placeholder: label, oninput: ({ target }) => {
      for (const { item, label, box } of [...this.entries].reverse())
        item.hidden = !(foldText(label).includes(foldText(target.value.trim())) || box.checked || find('li:not([hidden])', item));
    } });
  }

  show(values = []) {
    this.chosen = values;
    for (const { id, box } of this.entries) box.checked = values.includes(id);
    this.total.textContent = values.length ? `(${values.length})` : '';
  }

  /** countOf(entry): how many sheets choosing it would give. */
  showCounts(countOf) {
    for (const entry of this.entries) {
      const count = countOf(entry) ?? 0;
      entry.number.textContent = sayNumber(count);
      entry.box.disabled = !count && !entry.box.checked && !hasFocus(entry.box);
    }
  }

  sayValue(id) {
    return this.entries.find((entry) => entry.id === id)?.label ?? id;
  }
}
