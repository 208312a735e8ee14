// damage.mjs INDEX: whatever happens to a file of an index, who asks gets an IndexFailure that names it, in
// time, and the answer once the file is whole again.
import { readFileSync, readdirSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { IndexFailure, hashOf } from '../../themes/schedario/assets/search/bytes.js';
import { openEngine } from '../../themes/schedario/assets/search/engine.js';
import { Random } from './random.mjs';

const folder = process.argv[2];
const A_KIND = 4; // files looked at, of each kind
const random = new Random(3);
const files = new Map(readdirSync(folder).sort().map((name) => [name, new Uint8Array(readFileSync(`${folder}/${name}`))]));

let passed = 0, failed = 0;
function check(name, good, what = '') {
  if (good) passed++;
  else if (++failed <= 12) console.log(`not ok: ${name} ${what}`);
}

const within = (promise, milliseconds = 5000) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('nothing came')), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};
const outcome = (promise) => within(promise).then((value) => ({ value }), (error) => ({ error }));
const shown = ({ error, value }) => error ? String(error.stack) : `answered ${JSON.stringify(value)?.slice(0, 80)}`;

const openWith = (read) => openEngine({ header: files.get('header.bin'), read });

// ---- what reads which file ----

const words = [...new Set([...files].filter(([name]) => name.startsWith('vocabulary')).flatMap(([, bytes]) => {
  const text = Buffer.from(inflateRawSync(bytes.subarray(4 + (bytes[4] > 127 ? 2 : 1) + (bytes[5] > 127 && bytes[4] > 127 ? 1 : 0)))).toString('latin1');
  return text.match(/[a-z]{3,}/g) ?? [];
}))];
const everything = (engine) => Array.from({ length: engine.documentCount }, (_, i) => i);
const asks = [
  (engine) => engine.cards(everything(engine)),
  (engine) => engine.records(everything(engine)),
  async (engine) => {
    for (const { id } of engine.columns) await engine.column(id);
  },
  ...Array.from({ length: 400 }, () => {
    const [a, b] = [random.pick(words), random.pick(words)];
    const text = random.pick([`"${a} ${b}"`, `${a} ${b}`, `${a}q`, `q${a}`, a.slice(0, 3), `di ${a} -${b}`, `"${a}"`, 'di', 'the']);
    return (engine) => engine.query({ text, counts: random.chance(0.5) });
  }),
];
const readers = new Map();
{
  let number = 0;
  const engine = await openWith(async (name) => {
    if (!readers.has(name)) readers.set(name, number);
    return files.get(name);
  });
  for (; number < asks.length; number++) await asks[number](engine);
}
const kinds = [...new Set([...readers.keys()].map((name) => name.split('-')[0]))];
for (const kind of ['words', 'positions', 'vocabulary', 'cards', 'records', 'column'])
  check(`${kind} are read`, kinds.includes(kind) || ![...files.keys()].some((name) => name.startsWith(kind)));
const chosen = kinds.flatMap((kind) => {
  const names = [...readers.keys()].filter((name) => name.startsWith(`${kind}-`));
  return names.filter((_, i) => i % Math.ceil(names.length / A_KIND) === 0);
});

// ---- files ----

const flip = (bytes, at) => bytes.map((byte, i) => i === at ? byte ^ (1 << random.below(8)) : byte);
const damages = {
  'is missing': () => { throw new Error('404'); },
  'is nothing': () => null,
  'is empty': (bytes) => bytes.subarray(0, 0),
  'has three bytes': (bytes) => bytes.subarray(0, 3),
  'is cut in half': (bytes) => bytes.subarray(0, bytes.length >> 1),
  'lacks its last byte': (bytes) => bytes.subarray(0, bytes.length - 1),
  'has a byte too many': (bytes) => Uint8Array.of(...bytes, 0),
  'has a bit flipped in its hash': (bytes) => flip(bytes, 1),
  'has a bit flipped in its length': (bytes) => flip(bytes, 4),
  'has a bit flipped': (bytes) => flip(bytes, 5 + random.below(bytes.length - 5)),
  'has a bit flipped at its end': (bytes) => flip(bytes, bytes.length - 1),
  'is a page': () => new TextEncoder().encode('<!doctype html><title>404</title>'),
};
for (const name of chosen) {
  const ask = asks[readers.get(name)];
  for (const [damage, make] of Object.entries(damages)) {
    let isDamaged = true;
    const engine = await openWith(async (wanted) => wanted === name && isDamaged ? make(files.get(name)) : files.get(wanted))
      .catch((error) => ({ error }));
    const kind = damage === 'is missing' || damage === 'is nothing' ? 'missing' : 'damaged';
    const { error, ...rest } = engine.error ? engine : await outcome(ask(engine));
    check(`${name} ${damage}`, error instanceof IndexFailure && error.kind === kind && error.file === name, shown({ error, ...rest }));
    isDamaged = false;
    if (!engine.error) {
      const again = await outcome(ask(engine));
      check(`${name} ${damage} and is mended`, !again.error, shown(again));
    }
  }
  // With a right checksum around wrong contents: no more than an answer or a failure.
  for (let i = 0; i < 10; i++) {
    const bytes = files.get(name);
    let start = 4;
    while (bytes[start++] > 127);
    const content = new Uint8Array(inflateRawSync(bytes.subarray(start)));
    for (let j = random.below(4); j >= 0; j--) content[random.below(random.chance(0.5) ? Math.min(16, content.length) : content.length)] = random.below(256);
    const deflated = deflateRawSync(random.chance(0.2) ? content.subarray(0, random.below(content.length)) : content);
    const length = [];
    let rest = deflated.length;
    for (; rest > 127; rest >>= 7) length.push((rest & 127) | 128);
    const body = Uint8Array.of(...length, rest, ...deflated);
    const hash = hashOf(body);
    const forged = Uint8Array.of(hash & 255, hash >> 8 & 255, hash >> 16 & 255, hash >>> 24, ...body);
    const engine = await openWith(async (wanted) => wanted === name ? forged : files.get(wanted)).catch((error) => ({ error }));
    const result = engine.error ? engine : await outcome(ask(engine));
    check(`${name} is forged`, !result.error || (result.error instanceof IndexFailure && result.error.kind === 'damaged'), shown(result));
  }
}

// ---- the header ----

const header = files.get('header.bin');
async function openHeader(name, bytes, kindsAllowed = ['damaged']) {
  const { error, value } = await outcome(openEngine({ header: bytes, read: async (wanted) => files.get(wanted) }));
  check(`header.bin ${name}`, error instanceof IndexFailure && kindsAllowed.includes(error.kind) && error.file === 'header.bin', shown({ error, value }));
}
for (let i = 0; i < header.length; i++) await openHeader(`with a bit flipped at ${i}`, flip(header, i), i === 4 ? ['version'] : ['damaged']);
for (let i = 0; i < header.length; i += 7) await openHeader(`cut at ${i}`, header.subarray(0, i));
await openHeader('with a byte too many', Uint8Array.of(...header, 0));

console.log(`${chosen.length} of ${files.size} files damaged (${kinds.join(' ')}), and the header`);
console.log(`${passed} passed, ${failed} failed`);
