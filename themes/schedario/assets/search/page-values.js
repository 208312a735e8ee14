// page-values.js - numbers, dates and lengths of time: as readers type and read them, and as the
// address and the index have them ("50000", "2017-06"; lengths of time in days).
import { listOf } from './bytes.js';
import { sayNumber, words } from './page-node.js';

const MONTH = 30.436875; // days
const BARS_MAX = 10;
export const isDate = ({ type }) => type.startsWith('date');

/** A year, a month or a day, whichever way round. */
function parseDate(text) {
  const parts = text.split(/[\s./-]+/).map((part) => part.padStart(2, '0'));
  const date = (parts[0].length < 4 ? parts.reverse() : parts).join('-');
  return /^\d{4}(-(0\d|1[012])(-([012]\d|3[01]))?)?$/.test(date) ? date : null;
}

/** What was typed, for the address; '' for nothing, null where it cannot be understood. Points and
 *  commas before three digits group them. */
export function readEnd(field, text, last) {
  const typed = text.trim();
  if (!typed) return '';
  if (isDate(field)) return parseDate(typed);
  const number = parseFloat(typed.replace(/[^\d.,-]|[.,](?=\d{3}(?!\d))/g, '').replace(',', '.'));
  return number === number ? endOf(field, number, last) : null;
}

/** A number of months has its first day, or its last. */
const endOf = ({ type }, number, last) =>
  String(type !== 'duration' ? number : last ? Math.ceil(number * MONTH) : Math.floor(number * MONTH));

/** An end of the address as it stands in its field. */
export function showEnd(field, end) {
  if (!end || isDate(field)) return end.split('-').reverse().join('/');
  return sayNumber(field.type === 'duration' ? Math.round(end / MONTH) : Number(end));
}

/** The same in a sentence. */
export const sayEnd = (field, end) =>
  end && [showEnd(field, end), field.type === 'duration' ? words.months : field.unit].join('\u00a0').trim();

/** "50000-200000", "50000..", "2017..2019-06" as its two ends. */
export const splitRange = (field, range) =>
  ((isDate(field) ? /^(.*)\.\.(.*)$/ : /^(.*?)(?:\.\.|\b-)(.*)$/).exec(range) ?? [0, range, range]).slice(1);

export const joinRange = (field, [from, to]) =>
  from && to && !isDate(field) && from >= 0 ? from + '-' + to : from || to ? from + '..' + to : '';

/** A number of the index, or an end of the address, as what bars are measured in: years, months. */
export const measure = (field, end) =>
  field.type === 'duration' ? end / MONTH : Number(isDate(field) ? String(end).slice(0, 4) : end);
export const yearOf = (day) => new Date(day * 864e5).getUTCFullYear();

/** Stretches of values for a histogram: 1, 2 or 5 times a power of ten wide; where the greatest is
 *  many times the least, from one of these numbers to the next. */
export function stretchesOf(field, values) {
  const year = isDate(field) ? 1 : 0;
  const least = Math.min(...values);
  const most = Math.max(...values) + year;
  const ladder = [];
  for (let power = year || 0.01; power < most * 10; power *= 10) ladder.push(power, power * 2, power * 5);
  const step = ladder.find((length) => most - least < length * BARS_MAX);
  let edges = least > 0 && most > least * 50 ? ladder
    : listOf(BARS_MAX + 2, (i) => (Math.floor(least / step) + i) * step);
  edges = edges.filter((edge, i) => !(edges[i + 1] <= least) && !(i > 1 && edges[i - 1] >= most));
  while (edges.length > BARS_MAX + 1) edges = edges.filter((edge, i) => i % 2 === 0 || i === edges.length - 1);
  return edges.slice(1).map((next, i) => {
    const [from, to] = [edges[i], next - year];
    return {
      middle: (from + to) / 2,
      ends: [endOf(field, from), endOf(field, to, true)],
      count: values.filter((value) => value >= from && value <= to).length,
    };
  });
}
