// What a reader waits for, measured with the code that browsers run; in node and in browsers alike.
import { openEngine } from '../../themes/schedario/assets/search/engine.js';

const RESULTS = 10;

export const mean = (list) => list.reduce((sum, one) => sum + one, 0) / (list.length || 1);
export const part = (list, share) => list.slice().sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];

// `read` gives a file of an index; header.bin is counted as read, for it stands in the page.
async function open(read) {
  const header = await read('header.bin');
  const engine = await openEngine({ header, read });
  return { engine, bytes: () => engine.bytes + header.length };
}

async function show(engine, text) {
  const { documents } = await engine.query({ text });
  return engine.cards(documents.subarray(0, RESULTS));
}

// What is read: by a first query with ten results; by another one after it; by one typed letter by letter
// from the second letter on, all states looked for, the cards of the last one.
export async function measureReading(read, texts) {
  const cold = [], requests = [], next = [], typed = [];
  for (const [i, text] of texts.entries()) {
    const { engine, bytes } = await open(read);
    await show(engine, text);
    cold.push(bytes());
    requests.push(engine.requests);
    const before = bytes();
    await show(engine, texts[(i + 1) % texts.length]);
    next.push(bytes() - before);
    const typing = await open(read);
    const letters = [...text];
    for (let length = 2; length <= letters.length; length++)
      await typing.engine.query({ text: letters.slice(0, length).join('') });
    await show(typing.engine, text);
    typed.push(typing.bytes());
  }
  return { cold: mean(cold), requests: mean(requests), most: Math.max(...requests), next: mean(next), typed: mean(typed) };
}

const ROUNDS = 6;

// Milliseconds of each, the best of several rounds: the first ones read files and warm up, and whatever
// else the machine does at the same time slows some of the others.
async function timeEach(items, run) {
  const best = items.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, item] of items.entries()) {
      const start = performance.now();
      await run(item, i);
      best[i] = Math.min(best[i], performance.now() - start);
    }
  return best;
}

// Milliseconds a query, everything it needs at hand.
export async function measureTime(read, texts) {
  const { engine } = await open(read);
  return timeEach(texts, (text) => engine.query({ text }));
}

// What counts cost: bytes of all that facets need, and milliseconds a query of words and choices.
export async function measureFacets(read, texts) {
  const { engine } = await open(read);
  const facets = engine.columns.filter(({ uses, kind }) => uses.filter && kind === 'values');
  await engine.query({ text: '' });
  const before = engine.bytes;
  await engine.query({ text: '', counts: true });
  const columns = await Promise.all(facets.map(({ id }) => engine.column(id)));
  const bytes = engine.bytes - before;
  const times = await timeEach(texts, (text, i) => {
    const choices = columns.slice(0, i % 3).map(({ id, values }) => ({ column: id, value: values[i % values.length].id }));
    return engine.query({ text, choices, counts: true });
  });
  return { facets: facets.length, bytes, times };
}

// nDCG@10 (Jaervelin, Kekaelaeinen 2002); grades: Map of query to Map of key to grade.
export async function measureQuality(read, queries, grades) {
  const { engine } = await open(read);
  const all = await engine.cards(Array.from({ length: engine.documentCount }, (_, i) => i));
  const keys = all.map(({ key }) => key);
  const scores = [];
  for (const { id, text } of queries) {
    const grade = grades.get(id) ?? new Map();
    const { documents } = await engine.query({ text });
    const sum = (list) => list.slice(0, RESULTS)
      .reduce((total, one, i) => total + (2 ** one - 1) / Math.log2(i + 2), 0);
    const gain = sum(Array.from(documents.subarray(0, RESULTS), (document) => grade.get(keys[document]) ?? 0));
    const best = sum([...grade.values()].sort((a, b) => b - a));
    scores.push(best ? gain / best : 0);
  }
  return mean(scores);
}
