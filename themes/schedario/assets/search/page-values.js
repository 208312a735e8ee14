// page-values.js - numbers, dates and lengths of time: as readers type and read them, and as the
// address and the index have them ("50000", "2017-06"; lengths of time in days).
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
  const number = Number(typed.replace(/[^\d.,-]|[.,](?=\d{3}(?!\d))/g, '').replace(',', '.') || NaN);
  if (Number.isNaN(number)) return null;
  return endOf(field, number, last);
}

/** A number of months has its first day, or its last. */
const endOf = ({ type }, number, last) =>
  String(type !== 'duration' ? number : last ? Math.ceil(number * MONTH) : Math.floor(number * MONTH));

/** An end of the address as it stands in its field. */
export function showEnd(field, end) {
  if (!end || isDate(field)) return end.split('-').reverse().join('/');
  return sayNumber(...(field.type === 'duration' ? [Math.round(end / MONTH)] : [Number(end), { maximumFractionDigits: 2 }]));
}

/** The same in a sentence. */
export function sayEnd(field, end) {
  if (!end) return end;
  if (field.currency) return sayNumber(Number(end), { style: 'currency', currency: field.currency, minimumFractionDigits: 0 });
  return [showEnd(field, end), field.type === 'duration' ? words.months : field.type === 'percent' ? '%' : field.unit].join('\u00a0').trim();
}

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
 *  many times the least, these numbers themselves. */
export function stretchesOf(field, values) {
  const whole = isDate(field) ? 1 : 0;
  const [least, most] = [Math.min(...values), Math.max(...values) + whole];
  const ladder = [];
  for (let power = whole || 0.01; power < most * 10; power *= 10) ladder.push(power, power * 2, power * 5);
  let edges = [];
  if (!whole && least > 0 && most > least * 50) {
    edges = ladder.filter((edge, i) => ladder[i + 1] > least && !(ladder[i - 1] >= most));
    while (edges.length > BARS_MAX + 1) edges = edges.filter((edge, i) => i % 2 === 0 || i === edges.length - 1);
  } else {
    const step = ladder.find((length) => (most - least) / length < BARS_MAX);
    for (let edge = Math.floor(least / step); edges.length < 2 || edges.at(-1) < most; edge++) edges.push(edge * step);
  }
  return edges.slice(0, -1).map((from, i) => {
    const to = edges[i + 1] - whole;
    return {
      middle: (from + to) / 2,
      ends: [endOf(field, from), endOf(field, to, true)],
      count: values.filter((value) => value >= from && value <= to).length,
    };
  });
}
