// choose.js - facets, ranges and orders: src/search/query_choose.c.
import { listOf } from './bytes.js';

// "2017", "2017-06", "2017-06-30": its first day, or its last, as a number; undefined: no date.
function readDay(text, last) {
  const [, year, month, day] = /^(\d{1,4})(?:-(0?[1-9]|1[0-2])(?:-(0?[1-9]|[12]\d|3[01]))?)?$/.exec(text) ?? [];
  const monthAfter = (months) => new Date(0).setUTCFullYear(+year, months, 1) / 864e5;
  if (!year) return undefined;
  if (day) return monthAfter(month - 1) + (day - 1);
  return last ? monthAfter(month ? +month : 12) - 1 : monthAfter(month ? month - 1 : 0);
}

// "50000" or "12.5", in units of 10 to the power of -scale.
function readNumber(text, scale) {
  const [, sign, whole, point, part = ''] = /^(-?)(\d{1,15})(\.(\d*))?$/.exec(text) ?? [];
  const number = Number(whole + part.padEnd(scale, '0'));
  const good = part.length <= scale && (part || !point || !scale) && number < 2 ** 63;
  return good ? (sign ? -number : number) : undefined;
}

// Whether a number is in the range; nothing where the text says no range.
function readRange(text, dates, scale) {
  const [, first, second] = (/^(.*?)\.\.(.*)$/s.exec(text) ?? (dates ? null : /^(.[^-]*)-(.*)$/s.exec(text)) ??
    [0, text, text]);
  const read = (part, last, open) => !part ? open : dates ? readDay(part, last) : readNumber(part, scale);
  const from = read(first, false, -Infinity), to = read(second, true, Infinity);
  return (first || second) && from !== undefined && to !== undefined &&
    ((number) => number >= from && number <= to);
}

// The column of this id that serves one of these uses.
const findColumn = (reader, id, ...uses) =>
  reader.columns.find((column) => column.id === id && uses.some((use) => column.uses[use]));
const facetsOf = (reader) =>
  reader.columns.filter(({ uses, kind }) => uses.filter && kind === 'values');

// Asks for the columns that a question needs, all at once.
export function wantColumns(reader, { choices, sort, counts }) {
  for (const { column } of choices) reader.column(findColumn(reader, column, 'filter', 'range'));
  if (counts) facetsOf(reader).forEach(reader.column);
  reader.column(findColumn(reader, sort.replace('-', ''), 'order'));
}

// The rank of each document that has a value, from 1 and equal for equal ones; computed once.
function ranksOf(reader, data) {
  if (!data.ranks) {
    const values = [...new Set(data.numbers.slice().sort())];
    const ranks = new Map(values.map((number, i) => [number, i + 1]));
    data.last = values.length + 1;
    data.ranks = new Uint32Array(reader.documentCount);
    data.documents.forEach((d, i) => { data.ranks[d] = ranks.get(data.numbers[i]); });
  }
  return data.ranks;
}

// Keeps the hits that the choices allow, counts, sorts: the answer but for its notes.
export function chooseHits(reader, { choices, sort, counts }, { documents, scores, allCount }) {
  const { documentCount } = reader;
  const allowed = new Map();
  let mistake = null, facets = [];

  // Marks what a choice allows; or says what there is not.
  const addChoice = ({ column: id, value: wanted }) => {
    const column = findColumn(reader, id, 'filter', 'range');
    if (!column) return { kind: 'column', name: id };
    const { values, documents: valued, numbers, scale } = reader.column(column);
    const mask = allowed.get(column) ?? new Uint8Array(documentCount);
    const value = values.find((one) => one.id === wanted);
    const isIn = column.kind !== 'values' && readRange(wanted, column.uses.dates, scale);
    if (!value && !isIn) return { kind: 'value', name: wanted };
    allowed.set(column, mask);
    if (value) for (const d of value.documents) mask[d] = 1;
    else valued.forEach((d, i) => { if (isIn(numbers[i])) mask[d] = 1; });
    return null;
  };
  for (const choice of choices) mistake ??= addChoice(choice);

  // The hits, as a mask, that all choices allow but those of one column.
  const maskBut = (but) => {
    const kept = new Uint8Array(documentCount);
    for (let i = 0; i < documents.length; i++) kept[documents[i]] = 1;
    for (const [column, mask] of allowed)
      if (column !== but) for (let d = 0; d < documentCount; d++) kept[d] &= mask[d];
    return kept;
  };
  const mask = (counts || allowed.size) && maskBut();
  if (counts && !mistake)
    facets = facetsOf(reader).map((column) => {
      const counted = allowed.has(column) ? maskBut(column) : mask;
      return {
        column: column.id,
        counts: Uint32Array.from(reader.column(column).values, ({ documents: those }) => {
          let count = 0;
          for (let i = 0; i < those.length; i++) count += counted[those[i]];
          return count;
        }),
      };
    });

  // The places among the hits of those that stay.
  let places = new Float64Array(documents.length), kept = 0;
  for (let i = 0; i < documents.length; i++) if (!allowed.size || mask[documents[i]]) places[kept++] = i;
  places = places.subarray(0, kept);
  const descending = sort[0] === '-', id = sort.slice(descending);
  const column = findColumn(reader, id, 'order');
  if (sort && !mistake) {
    if (!column || column.kind === 'values') mistake = { kind: 'order', name: id };
    else {
      const data = reader.column(column), ranks = ranksOf(reader, data), { length } = documents;
      for (let i = 0; i < kept; i++) {
        const rank = ranks[documents[places[i]]];
        places[i] += (!rank ? data.last : descending ? data.last - rank : rank) * length;
      }
      places.sort();
      for (let i = 0; i < kept; i++) places[i] %= length;
    }
  }
  if (mistake) kept = 0;
  const chosen = { documents: new Uint32Array(kept), scores: new Uint32Array(kept), allCount: 0, facets, mistake };
  for (let i = 0; i < kept; i++) {
    chosen.documents[i] = documents[places[i]];
    chosen.scores[i] = scores[places[i]];
    chosen.allCount += places[i] < allCount;
  }
  return chosen;
}
