// search.mjs KEPT COLLECTION: the figures of search in the browser, on the indexes that tests/bench/search.c
// left in KEPT (all, 1000, 10000), with the collection's queries. In node, then in Chromium where there is one.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { serve } from '../browser/server.mjs';
import { mean, measureFacets, measureQuality, measureReading, measureTime, part } from './search-measure.mjs';

const [kept, collection] = process.argv.slice(2);
const READING = 60; // queries asked of an index just opened
const TIMED = 500;
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

const linesOf = (name) => readFileSync(join(collection, name), 'utf8').split('\n').filter(Boolean).map((line) => line.split('\t'));
const queriesOf = (name) => linesOf(name).map(([id, text]) => ({ id, text }));
const grades = new Map();
const relevant = new Map();
for (const [query, key, grade] of linesOf('qrels.tsv')) {
  if (!grades.has(query)) grades.set(query, new Map());
  grades.get(query).set(key, Number(grade));
  relevant.set(key, [...(relevant.get(key) ?? []), query]);
}
const readIn = (size) => (name) => readFile(join(kept, size, name));
const spread = (list, count) => list.filter((_, i) => i % Math.max(1, Math.floor(list.length / count)) === 0).slice(0, count);

const tell = (axis, figure, aim = '') => console.log(`${axis.padEnd(58)} ${figure.padStart(20)}  ${aim}`);
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const milliseconds = (times) => `${mean(times).toFixed(2)} / ${part(times, 0.5).toFixed(2)} / ${part(times, 0.95).toFixed(2)} ms`;

// ---- quality ----

console.log(`\nthe code that browsers run, in node ${process.version}; kB are 1,000 bytes`);
const aims = { queries: '.84', kw2: '.66', typo: '.59', elide: '.66' };
for (const file of ['queries.tsv', ...readdirSync(collection).filter((name) => /^q-.*\.tsv$/.test(name)).sort()]) {
  const queries = queriesOf(file), name = file.replace(/^q-|\.tsv$/g, '');
  const quality = await measureQuality(readIn('all'), queries, grades);
  tell(`nDCG@10, ${name}, ${queries.length} queries`, quality.toFixed(4), aims[name] && `≥ ${aims[name]}`);
}

// ---- code ----

const folder = 'themes/schedario/assets/search';
const source = (names) => names.map((name) => readFileSync(join(folder, name), 'utf8')
  .replace(/^\s*(\/\/.*|import .*)$/gm, '').replace(/\/\*\*[^]*?\*\//g, '').replace(/^export /gm, '').replace(/^\s+/gm, '')).join('');
const modules = 'bytes spelling terms parse reader words score choose marks engine'.split(' ').map((name) => `${name}.js`);
tell('the engine alone, its modules joined, gzip', kilobytes(gzipSync(source(modules), { level: 9 }).length));
const site = 'build/bench/site/assets';
const published = existsSync(site) ? readdirSync(site, { recursive: true }).filter((name) => /^search.*\.js$/.test(name)) : [];
for (const name of published)
  tell(`code, gzip: ${name} as published`, kilobytes(gzipSync(readFileSync(join(site, name)), { level: 9 }).length), '≤ 14 kB');

// ---- bytes and requests ----

const long = queriesOf('queries.tsv');
const reading = { 1000: ['≤ 35 kB', '≤ 15 kB', '≤ 15 kB'], 10000: ['≤ 45 kB', '≤ 22 kB', '≤ 25 kB'] };
for (const [size, aim] of Object.entries(reading)) {
  const keys = new Set(linesOf('qrels.tsv').map(([, key]) => key));
  const ids = readFileSync(join(collection, 'docs.jsonl'), 'utf8').split('\n').filter(Boolean).slice(0, Number(size)).map((line) => JSON.parse(line).id);
  const answered = new Set(ids.filter((id) => keys.has(id)).flatMap((id) => relevant.get(id)));
  for (const file of ['q-kw2.tsv', 'queries.tsv'].filter((name) => existsSync(join(collection, name)))) {
    const texts = spread(queriesOf(file).filter(({ id }) => answered.has(id)).map(({ text }) => text), READING);
    const name = file === 'queries.tsv' ? 'whole questions' : 'two words';
    const figures = await measureReading(readIn(size), texts);
    tell(`${size} sheets, ${name}: cold, with ten results`, kilobytes(figures.cold), aim[0]);
    tell(`${size} sheets, ${name}: requests, cold (mean, most)`, `${figures.requests.toFixed(1)}, ${figures.most}`, '≤ 6');
    tell(`${size} sheets, ${name}: a following query`, kilobytes(figures.next), aim[1]);
    tell(`${size} sheets, ${name}: typed letter by letter`, kilobytes(figures.typed), aim[2]);
  }
}

// ---- time ----

const texts = spread(long, TIMED).map(({ text }) => text);
async function times(where, time, facets) {
  tell(`${where}: warm, whole questions, 10,000 (mean, half, p95)`, milliseconds(time), 'p95 ≤ 3 ms');
  if (!facets.facets) return;
  tell(`${where}: ${facets.facets} facets with counts, 10,000: read`, kilobytes(facets.bytes), '≤ 60 kB');
  tell(`${where}: a query with counts (mean, half, p95)`, milliseconds(facets.times), '≤ 5 ms');
}
await times('node', await measureTime(readIn('10000'), texts), await measureFacets(readIn('10000'), texts));

const require = createRequire(new URL('../browser/package.json', import.meta.url));
let chromium;
try {
  ({ chromium } = require('playwright-core'));
} catch {
  console.log('playwright-core is not installed (make test-deps): nothing is measured in Chromium');
}
if (chromium && existsSync(CHROMIUM) && !isAbsolute(kept)) {
  const server = await serve('.');
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage();
  await page.goto(`${server.address}/tests/bench/search.html`);
  const measured = await page.evaluate(async ({ folder, texts }) => {
    const { measureFacets, measureReading, measureTime } = await import('./search-measure.mjs');
    const read = async (name) => {
      const response = await fetch(`/${folder}/${name}`);
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
    };
    return {
      time: await measureTime(read, texts),
      facets: await measureFacets(read, texts),
      reading: await measureReading(read, texts.slice(0, 20)),
    };
  }, { folder: `${kept}/10000`, texts });
  await times(`Chromium ${browser.version().split('.')[0]}`, measured.time, measured.facets);
  tell(`Chromium: 20 of the whole questions, cold, 10,000`, kilobytes(measured.reading.cold));
  await browser.close();
  server.close();
}

console.log(`
how: quality over all queries, on the index of the whole collection. Bytes and requests are means over ${READING}
queries, each asked of an index just opened; the header counts as bytes, not as a request, for it stands in
the page. Typed: from the second letter on, every state looked for, the cards of the last one. Times are the best of
six rounds of each of ${TIMED} questions, everything at hand. The indexes of 1,000 and 10,000 are as tests/bench/search.c
says, with its four facets of 8, 24, 120 and 400 values.`);
