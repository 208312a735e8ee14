// Questions of every kind that people ask, and some that nobody should: the same ones every time.
import { Random } from './random.mjs';

const HOSTILE = [
  '', ' ', '"', '""', '"" ', '-', '--', '- ', '-"', '" "', '-" "', '"a', '"-', '-"di ', '«»', '“”„', '...', "'", "''", '’', 'ʼ', 'ʼaʼ',
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><b>', '&amp;&lt;', '%00%ff', '\\', '\\u0000', '${x}', '{{x}}',
  '__proto__', 'constructor', 'prototype toString', 'hasOwnProperty', '\u0000', 'a\u0000b', '\u0001\u0002\u001b[31m', '\u007f', '\u0085',
  'a\tb', 'a\u000bb\u000cc', '\u00a0', '\u2028\u2029', '\ufeff', '\u200b\u200d', '\u202eabc', '\ud800', 'a\udc00b', '\udc00\ud800', '\ud83d',
  '\ufffd', '\ufffe\uffff', '😀', 'a😀b', '👩‍👩‍👧', 'e\u0301'.repeat(200), '\u0301', 'a\u0301\u0323\u0307', 'नि', 'ि', '\u094d', '\u093c', 'ガ', 'カ\u3099',
  '\u0345', 'Σ', 'ς', 'ΟΔΟΣ', 'ß', 'ẞ', 'SS', 'ﬁ', 'İ', 'I', 'ı', 'i\u0307', 'ǆ', 'ŉ', 'K', 'Å', '٣٤', '１２', '²', '½', '一', 'ﷺ', '𝔘', '𐐀',
  '1.2.3.4', '1..2', '.1', '1.', '11.3.', 'a.b', '1.a', '-1', '--1', '"-1"', 'a-b-c-d-e-f', 'a--b', 'a-', '-a-b', 'a‐b‑c', 'x'.repeat(61),
  'x'.repeat(1001), 'à'.repeat(31), 'à'.repeat(501), `${'y'.repeat(58)}à`, `${'z'.repeat(59)}à`, "l'l'l'a", "l'", "l'-a", "un'altra l’e-learning", 'z'.repeat(40), 'z'.repeat(41),
  "city's", "d's's", 'di', 'di il', '"di il"', '-di', 'il "della"', 'a a a', 'the', '(', ')', '[', '*', 'AND OR NOT',
];

export function* questionsOf(texts, count, seed) {
  const random = new Random(seed);
  const words = texts.join(' ').split(/\s+/).filter(Boolean);
  const plain = words.map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}'’]+$/gu, '')).filter(Boolean);
  const word = () => random.pick(plain);
  const run = (list, length) => {
    const at = random.below(Math.max(1, list.length - length));
    return list.slice(at, at + length).join(' ');
  };
  const several = (length) => Array.from({ length }, word).join(' ');
  const letter = () => random.pick([...'abcdefghilmnopqrstuvzàèy']);
  const slip = (text) => {
    const characters = [...text];
    const at = random.chance(0.3) ? 0 : random.below(characters.length);
    const kind = random.below(4);
    if (kind === 0) characters.splice(at, 1);
    if (kind === 1) characters.splice(at, 0, letter());
    if (kind === 2) characters[at] = letter();
    if (kind === 3) characters.splice(at, 2, ...characters.slice(at, at + 2).reverse());
    return characters.join('');
  };
  const long = () => {
    for (let i = 0; i < 30; i++) {
      const text = word();
      if (text.length > 5) return text;
    }
    return word();
  };
  const kinds = [
    () => word(),
    () => several(2),
    () => several(3),
    () => run(plain, 5 + random.below(10)),
    () => run(words, 3 + random.below(5)),
    () => several(40),
    () => word().slice(0, 1 + random.below(4)),
    () => `${word()} ${word().slice(0, 2 + random.below(5))}`,
    () => `${word()}${random.pick([' ', '.', ',', '?', "'", '…', '»'])}`,
    () => slip(long()),
    () => slip(slip(long())),
    () => `${slip(long())} ${word()}`,
    () => `${word()} ${slip(long())} `,
    () => `${long()}${letter()}${letter()}${letter()}`,
    () => long().slice(0, -3) + random.pick(['xyz', 'zq', 'kkkk']),
    () => `"${run(plain, 2)}"`,
    () => `"${run(plain, 2 + random.below(3))}" ${word()}`,
    () => `${word()} «${run(words, 2 + random.below(2))}`,
    () => `${word()} “${several(2)}” ${word()}`,
    () => `"${word()}" "${run(plain, 2)}"`,
    () => `${word()} -${word()}`,
    () => `${several(2)} -"${run(plain, 2)}" -${word()}`,
    () => `-${word()}`,
    () => word().normalize('NFD').replace(/\p{M}/gu, ''),
    () => word().replace(/à/g, "a'").replace(/[eè]$/, 'è').replace(/o$/, 'ò'),
    () => word().toUpperCase(),
    () => word().normalize('NFD'),
    () => `${random.pick(["l'", 'dell’', "un'", "sant'", "qu'", "d'"])}${word()}`,
    () => `${word()}${random.pick(["'s", '’s', "'"])} ${word()}`,
    () => random.pick(['OT11', 'OT 11', 'ot 11', 'ra 11.3', 'RA11.3', 'ra11', '6456/2015', 'n. 6456', 'ot12', 'covid', 'covid19', '11.3']),
    () => `${word()}-${word()}`,
    () => random.pick(['elearning', 'e-learning', 'e learning', 'e‑learning', 'egovernment', 'frontoffice', 'a-b-c-d', 'abcd', 'know-how x', 'coprogettazione']),
    () => `${word()} ${word()} ${word()}`.split('').sort(() => random.next() - 0.5).join(''),
    () => random.pick(HOSTILE),
    () => `${random.pick(HOSTILE)} ${word()}`,
    () => `${word()}${random.pick(HOSTILE)}`,
    () => Array.from({ length: 10000 }, () => random.pick([...'ab "-\'’\u0301à<>&\u0007\ud800'])).join(''),
    () => Array.from({ length: 1 + random.below(12) }, () => String.fromCharCode(random.below(random.pick([128, 0x600, 0x3100, 65536])))).join(''),
  ];
  for (let i = 0; i < count; i++) yield kinds[i % kinds.length]().replace(/[\n\r]/g, ' ');
}

// What else a question chooses: [{choices, sort}], some of them mistaken.
export async function choicesOf(engine, count, seed) {
  const random = new Random(seed);
  const columns = await Promise.all(engine.columns.map(({ id }) => engine.column(id)));
  const filters = engine.columns.filter(({ uses }) => uses.filter || uses.range);
  const orders = engine.columns.filter(({ uses }) => uses.order);
  const dataOf = ({ id }) => columns.find((column) => column.id === id);
  const pad = (number) => String(number).padStart(2, '0');
  const end = (column, data) => {
    if (random.chance(0.15)) return '';
    const number = data.numbers.length ? random.pick(data.numbers) : 0;
    if (!column.uses.dates) {
      const digits = random.chance(0.7) ? Math.floor(number / 10 ** data.scale) : (number / 10 ** data.scale).toFixed(data.scale);
      return String(digits);
    }
    const date = new Date(number * 86400000);
    return [date.getUTCFullYear(), pad(date.getUTCMonth() + 1), pad(date.getUTCDate())].slice(0, 1 + random.below(3)).join('-');
  };
  const odd = ['x', '..', '-', '1-', '-5..5', '1e3', '12.', '1.234', '2017-13', '2017-02-31', '0000', '99999', '2017..', '..2017-06', '2017..2019-06',
    '999999999999999', '1000000000000000', '5..1', '1-2-3', '-1--1', '2017-06-30-1', '1,5', ''];
  const value = (column) => {
    const data = dataOf(column);
    if (random.chance(0.06)) return random.pick(odd);
    if (column.kind === 'values') return random.pick(data.values)?.id ?? 'x';
    return end(column, data) + (column.uses.dates || random.chance(0.5) ? '..' : '-') + end(column, data);
  };
  return Array.from({ length: count }, () => {
    const choices = filters.length ? Array.from({ length: random.below(4) }, () => {
      const column = random.pick(filters);
      return { column: random.chance(0.02) ? 'none' : column.id, value: value(column) };
    }) : [];
    const sort = orders.length && random.chance(0.5)
      ? (random.chance(0.5) ? '-' : '') + (random.chance(0.04) ? 'none' : random.pick(orders).id)
      : '';
    return { choices, sort };
  });
}
