// behaviour.mjs INDEX SITE: what the engine's manual promises beside the answers themselves.
import { readFile } from 'node:fs/promises';
import { openEngine } from '../../themes/schedario/assets/search/engine.js';
import { foldText, wordsOf } from '../../themes/schedario/assets/search/terms.js';
import { openFolder } from './folder.mjs';
import { Random } from './random.mjs';

const folder = process.argv[2];
const random = new Random(11);
let passed = 0, failed = 0;
function check(name, good, what) {
  if (good) passed++;
  else if (++failed <= 12) console.log(`not ok: ${name}${what === undefined ? '' : ` ${JSON.stringify(what)}`}`);
}
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

const engine = await openFolder(folder);
const { documents: all, allCount } = await engine.query({});
check('without words every sheet is found', all.length === engine.documentCount && allCount === all.length);
check('nothing is read before it is asked for', (await openFolder(folder)).requests === 0);
check('a column that there is not', await engine.column('none') === null);
check('sheets that there are not', same(await engine.cards([]), []));

// ---- what is shown ----

const { documents } = await engine.query({ text: 'lavoro' });
check('a word is found', documents.length > 3);
const cards = await engine.cards(documents.subarray(0, 10));
check('cards come in the order asked for', same(cards.map(({ key }) => key), (await engine.cards(Array.from(documents.subarray(0, 10)).reverse())).map(({ key }) => key).reverse()));
for (const { key, address, title, titleMarks, excerpt, facts } of cards) {
  const marked = [...titleMarks.map(([from, to]) => title.slice(from, to)), ...excerpt.marks.map(([from, to]) => excerpt.text.slice(from, to))];
  check(`${key}: marks are forms of the word`, marked.every((word) => /^lavor/i.test(word)), marked);
  check(`${key}: the excerpt is short and whole words`, excerpt.text.length <= 260 && excerpt.text === excerpt.text.trim(), excerpt);
  check(`${key}: has an address`, address.startsWith('/') || address.endsWith('/'), address);
  check(`${key}: facts are texts`, facts.every((fact) => typeof fact.field === 'string' && typeof fact.text === 'string'));
}
check('most excerpts show the word', cards.filter(({ excerpt }) => excerpt.marks.length).length > cards.length / 2);
const records = await engine.records(documents.subarray(0, 4));
check('records are of the same sheets', same(records.map(({ key }) => key), cards.slice(0, 4).map(({ key }) => key)));
check('records have labelled fields', records.every(({ fields }) => fields.length && fields.every(({ id, label, text }) => id && label && typeof text === 'string')), records[0]);
await engine.query({ text: 'lavoro"<b>' });
check('a mistyped word marks what it was taken for', await (async () => {
  const { documents: found, notes } = await engine.query({ text: 'lavroo' });
  const [card] = await engine.cards(found.subarray(0, 1));
  return notes[0]?.used === 'lavoro' && [...card.titleMarks, ...card.excerpt.marks].length > 0;
})());

for (const { id, kind, uses } of engine.columns) {
  const data = await engine.column(id);
  check(`column ${id} is what it says`, data.id === id && data.kind === kind && data.label !== undefined);
  check(`column ${id}: numbers and documents go together`, data.numbers.length === data.documents.length);
  check(`column ${id}: a value's parent comes before it`, data.values.every(({ parent }, i) => parent < i));
  if (uses.filter && kind === 'values')
    for (const { id: value, documents: those } of data.values.slice(0, 3)) {
      const found = await engine.query({ choices: [{ column: id, value }] });
      check(`${id}=${value} finds its sheets`, same([...found.documents].sort((a, b) => a - b), [...those]));
    }
}

// ---- several at a time ----

const slowly = async (name) => {
  await new Promise((resolve) => setTimeout(resolve, random.below(12)));
  return readFile(`${folder}/${name}`);
};
const texts = ['lavoro', 'inclusione sociale', 'la scuola', '"in rete"', 'sct', 'formaz', '', 'imprese -lavoro', 'rete'];
for (let round = 0; round < 40; round++) {
  const slow = await openEngine({ header: new Uint8Array(await readFile(`${folder}/header.bin`)), read: slowly });
  const asked = Array.from({ length: 2 + random.below(4) }, () => random.pick(texts));
  const answers = [];
  for (const text of asked) {
    answers.push(slow.query({ text, counts: random.chance(0.5) }));
    if (random.chance(0.5)) await new Promise((resolve) => setTimeout(resolve, random.below(20)));
  }
  const got = await Promise.all(answers);
  const right = await engine.query({ text: asked.at(-1) });
  check('the newest question is answered', got.at(-1) && same([...got.at(-1).documents], [...right.documents]));
  for (const [i, answer] of got.entries())
    check('an answer is given up or right', answer === null || same([...answer.documents], [...(await engine.query({ text: asked[i] })).documents]), asked[i]);
}
check('the same file is read once at a time', await (async () => {
  const reads = [];
  const slow = await openEngine({ header: new Uint8Array(await readFile(`${folder}/header.bin`)), read: (name) => (reads.push(name), slowly(name)) });
  await Promise.all([slow.query({ text: 'lavoro' }), slow.query({ text: 'lavoro' }), slow.cards([0, 1]), slow.cards([0, 1])]);
  return new Set(reads).size === reads.length;
})());
check('all the words of a question are asked for at once', await (async () => {
  let open = 0, most = 0;
  const slow = await openEngine({
    header: new Uint8Array(await readFile(`${folder}/header.bin`)),
    read: async (name) => {
      most = Math.max(most, ++open);
      const bytes = await slowly(name);
      open--;
      return bytes;
    },
  });
  await slow.query({ text: 'lavoro scuola anziani zona ' });
  return most >= 3;
})());

// ---- words ----

const spelled = (text, language) => wordsOf(text, language).map((word) => foldText(word.text)).join(' ');
for (const [language, text, expected] of [
  ['it', "l'inclusione dell’esperienza un'altra sant'Agostino quest'anno", 'inclusione esperienza altra agostino anno'],
  ['it', "citta' perche' po'", 'citta perche po'],
  ['it', 'Città CITTÀ citta\u0300', 'citta citta citta'],
  ['fr', "l'été qu'il aujourd'hui", 'ete il aujourd hui'],
  ['en', "the city's people's don't", 'the city people don t'],
  ['de', 'Straße STRASSE', 'strasse strasse'],
  ['it', 'RA 11.3 n. 6456/2015 11. .5', 'ra 11.3 n 6456 2015 11 5'],
  ['it', 'e-learning co\u00adope\u00adra', 'e learning coopera'],
])
  check(`${text} in ${language}`, spelled(text, language) === expected, spelled(text, language));

console.log(`${passed} passed, ${failed} failed`);
