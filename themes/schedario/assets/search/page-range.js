// page-range.js - a field with a least and a greatest value: two ends to type, and a bar for each
// stretch of values, as high as there are sheets, which chooses that stretch.
import { find, findAll, make, say, sayCount, words } from './page-node.js';
import { isDate, joinRange, measure, readEnd, sayEnd, showEnd, splitRange, stretchesOf, yearOf } from './page-values.js';

export class Range {
  /** numbersOf(id): the values of the collection's sheets, once they are read. */
  constructor(details, choose, numbersOf) {
    this.details = details;
    this.field = details.dataset; // range, type, currency, unit
    this.id = this.field.range;
    this.label = find('summary', details).textContent;
    this.choose = (ends) => choose(this.id, [joinRange(this.field, ends)]);
    this.inputs = findAll('input', details);
    this.bars = [];
    for (const input of this.inputs) input.onchange = () => this.take();
    details.ontoggle = async () => {
      if (details.open && !this.bars.length) this.draw((await numbersOf(this.id)) ?? []);
    };
  }

  take() {
    const ends = this.inputs.map(({ value }, last) => readEnd(this.field, value, last));
    this.inputs.forEach((input, i) => input.setAttribute('aria-invalid', ends[i] === null));
    if (ends.includes(null)) return;
    const [from, to] = ends.map((end) => end && measure(this.field, end));
    this.choose(to !== '' && to < from ? ends.reverse() : ends);
  }

  show([range] = ['']) {
    this.range = range;
    const ends = splitRange(this.field, range);
    const [low, high] = ends.map((end) => end && measure(this.field, end));
    this.inputs.forEach((input, i) => {
      input.value = showEnd(this.field, ends[i]);
      input.removeAttribute('aria-invalid');
    });
    for (const { bar, middle } of this.bars)
      bar.setAttribute('aria-pressed', range !== '' && !(low && middle < low) && !(high && middle > high));
  }

  draw(numbers) {
    if (!numbers.length) return;
    this.bars = stretchesOf(this.field, numbers.map((number) => measure(this.field, isDate(this.field) ? yearOf(number) : number)));
    const most = Math.max(...this.bars.map(({ count }) => count));
    this.bars.forEach((stretch, i) => {
      const range = joinRange(this.field, stretch.ends);
      const label = say(words.bar, { range: this.sayValue(range), found: sayCount(words.found, stretch.count) });
      const fill = make('span');
      fill.style.height = (stretch.count / most) * 100 + '%';
      stretch.bar = make('button', { type: 'button', 'aria-label': label, tabIndex: i ? -1 : 0,
        onclick: () => this.choose(range === this.range ? ['', ''] : stretch.ends),
        onkeydown: (event) => this.move(event, i) }, fill);
      find('.bars', this.details).append(stretch.bar);
    });
    this.show([this.range]);
  }

  /** One stop of the Tab key for all bars; arrows lead from one to the next. */
  move(event, at) {
    const next = this.bars[at + { ArrowRight: 1, ArrowLeft: -1 }[event.key]]?.bar;
    if (!next) return;
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  sayValue(range) {
    const [from, to] = splitRange(this.field, range).map((end) => sayEnd(this.field, end));
    return from === to ? from : say(from && to ? words.between : from ? words.from_value : words.to_value, { from, to });
  }
}
