// choose.js - facets, ranges and orders: src/search/query_choose.c.

const dayOf = (year, month, day) => {
  const date = new Date(0);
  return date.setUTCFullYear(year, month - 1, day) / 86400000;
};

// "2017", "2017-06", "2017-06-30": its first day, or its last; undefined: no date.
function readDay(text, last) {
  const [whole, year, month = 1, day = 1] = /^(\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text) ?? [];
  if (!whole || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const given = text.split('-').length;
  if (!last || given === 3) return dayOf(+year, +month, 1) + (day - 1);
  return (given === 1 ? dayOf(+year + 1, 1, 1) : dayOf(+year, +month + 1, 1)) - 1;
}

// "50000" or "12.5", in units of 10 to the power of -scale.
function readNumber(text, scale) {
  const [, sign, whole, part = ''] = /^(-?)(\d{1,15})(?:\.(\d*))?$/.exec(text) ?? [];
  if (!whole || part.length > scale || (scale && !part && text.endsWith('.'))) return undefined;
  const number = Number(whole + part.padEnd(scale, '0'));
  return number < 2 ** 63 ? (sign ? -number : number) : undefined;
}

// [from, to], or nothing where the text says no range.
function readRange(text, dates, scale) {
  let at = text.indexOf('..'), end = at + 2;
  if (at < 0 && !dates) {
    at = text.indexOf('-', 1);
    end = at + 1;
  }
  const first = at < 0 ? text : text.slice(0, at);
  const second = at < 0 ? text : text.slice(end);
  const read = (part, last) =>
    !part ? (last ? Infinity : -Infinity) : dates ? readDay(part, last) : readNumber(part, scale);
  const range = [read(first, false), read(second, true)];
  return (first || second) && !range.includes(undefined) ? range : null;
}

export const findColumn = (reader, id, uses) =>
  reader.columns.find((column) => column.id === id && uses.some((use) => column.uses[use]));

const isFacet = (column) => column.uses.filter && column.kind === 'values';

// The columns that a question needs, all asked for at once.
export function wantColumns(reader, question) {
  for (const { column } of question.choices)
    reader.column(findColumn(reader, column, ['filter', 'range']));
  if (question.counts) reader.columns.filter(isFacet).forEach((column) => reader.column(column));
  reader.column(findColumn(reader, question.sort.replace(/^-/, ''), ['order']));
}

// Marks what a choice allows; or says what there is not.
function addChoice(reader, { column: id, value: wanted }, allowed) {
  const column = findColumn(reader, id, ['filter', 'range']);
  if (!column) return { kind: 'column', name: id };
  if (!allowed.has(column)) allowed.set(column, new Uint8Array(reader.documentCount));
  const mask = allowed.get(column);
  const data = reader.column(column);
  if (column.kind === 'values') {
    const value = data.values.find((one) => one.id === wanted);
    if (!value) return { kind: 'value', name: wanted };
    for (const document of value.documents) mask[document] = 1;
    return null;
  }
  const range = readRange(wanted, column.uses.dates, data.scale);
  if (!range) return { kind: 'value', name: wanted };
  data.numbers.forEach((number, i) => {
    if (number >= range[0] && number <= range[1]) mask[data.documents[i]] = 1;
  });
  return null;
}

// The documents, as a mask, that all choices allow but those of one column.
function maskOf(documents, allowed, but, count) {
  const masks = [...allowed].filter(([column]) => column !== but).map(([, mask]) => mask);
  const kept = new Uint8Array(count);
  for (const document of documents) kept[document] = 1;
  for (const mask of masks) for (let d = 0; d < count; d++) kept[d] &= mask[d];
  return kept;
}

function countFacets(reader, documents, allowed) {
  const shared = maskOf(documents, allowed, null, reader.documentCount);
  return reader.columns.filter(isFacet).map((column) => {
    const mask = allowed.has(column)
      ? maskOf(documents, allowed, column, reader.documentCount)
      : shared;
    const counts = Uint32Array.from(reader.column(column).values, (value) => {
      let count = 0;
      for (let i = 0; i < value.documents.length; i++) count += mask[value.documents[i]];
      return count;
    });
    return { column: column.id, counts };
  });
}

// The rank of each document that has a value, from 1 and equal for equal ones; computed once.
function ranksOf(reader, data) {
  if (!data.ranks) {
    const sorted = data.numbers.slice().sort();
    const rank = new Map();
    for (const number of sorted) if (!rank.has(number)) rank.set(number, rank.size + 1);
    data.ranks = new Uint32Array(reader.documentCount);
    data.documents.forEach((document, i) => { data.ranks[document] = rank.get(data.numbers[i]); });
    data.rankCount = rank.size;
  }
  return data.ranks;
}

// The places of the hits in the new order; equal ones stay as they are.
function orderBy(reader, data, documents, descending) {
  const ranks = ranksOf(reader, data);
  const count = documents.length;
  const last = data.rankCount + 1;
  const keys = Float64Array.from(documents, (document, place) => {
    const rank = ranks[document];
    return (!rank ? last : descending ? last - rank : rank) * count + place;
  });
  return Uint32Array.from(keys.sort(), (key) => key % count);
}

// Keeps the hits that the choices allow, counts, sorts: the answer but for its notes.
export function chooseHits(reader, question, hits) {
  const allowed = new Map();
  let facets = [];
  let mistake = null;
  for (const choice of question.choices) mistake ??= addChoice(reader, choice, allowed);
  if (!mistake && question.counts) facets = countFacets(reader, hits.documents, allowed);
  let places = Uint32Array.from(hits.documents.keys());
  if (allowed.size) {
    const mask = maskOf(hits.documents, allowed, null, reader.documentCount);
    places = places.filter((place) => mask[hits.documents[place]]);
  }
  if (!mistake && question.sort) {
    const descending = question.sort[0] === '-';
    const id = question.sort.slice(descending);
    const column = findColumn(reader, id, ['order']);
    if (!column || column.kind === 'values') mistake = { kind: 'order', name: id };
    else {
      const documents = places.map((place) => hits.documents[place]);
      const kept = places;
      places = orderBy(reader, reader.column(column), documents, descending)
        .map((place) => kept[place]);
    }
  }
  if (mistake) places = places.subarray(0, 0);
  return {
    documents: places.map((place) => hits.documents[place]),
    scores: places.map((place) => hits.scores[place]),
    allCount: places.reduce((count, place) => count + hits.alls[place], 0),
    facets,
    mistake,
  };
}
