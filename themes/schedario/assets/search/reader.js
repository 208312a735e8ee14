// reader.js - an index, a file at a time and only what is asked for: src/search/format.h.
//
// Whoever asks gets what is read already, and nothing for the rest, which is noted as wanted: fetch()
// reads all that is wanted at once, and then one asks again.
import { IndexFailure, cursorOf, hashOf, inflate, listOf, lowerBound } from './bytes.js';
import { charactersOf } from './spelling.js';

const VERSION = 2;
const KINDS = ['values', 'numbers', 'order'];
const LONG_BEGINNING = 4;
const MORE = 128;

export async function openReader(header, read) {
  const files = {}, loading = {}, wanted = new Map();
  const reader = {
    wanted, requests: 0, bytes: 0, fetch, shard, forms, beginnings, postings, positions, vocabulary, column, card, record,
  };
  const name = 'header.bin';
  const cursor = cursorOf(header, name);
  cursor.check(cursor.byteText(4) === 'SCHE');
  if (cursor.byte() !== VERSION) throw new IndexFailure('version', name);
  reader.language = cursor.text();
  const documentCount = reader.documentCount = cursor.number();
  const generation = cursor.word().toString(16).padStart(8, '0');
  const deflated = cursor.take(cursor.number());
  cursor.check(hashOf(header.subarray(0, cursor.at())) === cursor.word());
  cursor.end();
  let shards, plainShards, commonShards, regular, positionShards, vocabularies, cardGroup, recordGroup;
  if (deflated.length) await expand(deflated, name, readDirectory);
  else {
    file('directory', 0, readDirectory);
    await fetch();
  }
  return reader;

  function readDirectory({ key, keys, byte, number, count, list, text, check }) {
    const shardCount = count(2), common = number();
    positionShards = number();
    // The last ones are those of common words.
    regular = shardCount - common;
    check(regular >= 0 && positionShards);
    plainShards = keys(regular);
    commonShards = keys(common);
    shards = [...plainShards, ...commonShards];
    vocabularies = keys(count(2));
    cardGroup = number();
    recordGroup = number();
    check(cardGroup);
    reader.columns = list(3, (place) => {
      const id = text(), kind = KINDS[byte()], bits = byte();
      check(kind);
      return { id, kind, place, uses: { filter: bits & 1, order: bits & 2, range: bits & 4, dates: bits & 8 } };
    });
    reader.common = new Set(keys(count(2)));
    return true;
  }

  // ---- files ----

  // What `parse` makes of the file, or undefined where it is not read yet.
  function file(kind, number, parse) {
    const shelf = files[kind] ??= [];
    if (!shelf[number])
      wanted.set(kind + '-' + number + '-' + generation + '.bin', (content) => { shelf[number] = parse(content); });
    return shelf[number];
  }

  async function fetch() {
    const names = [...wanted];
    wanted.clear();
    await Promise.all(names.map(([name, parse]) =>
      loading[name] ??= load(name, parse).finally(() => delete loading[name])));
  }

  async function load(name, parse) {
    let bytes;
    try {
      bytes = await read(name);
    } catch {
      bytes = null;
    }
    if (!bytes) throw new IndexFailure('missing', name);
    reader.requests++;
    reader.bytes += bytes.length;
    const { check, word, take, number, end } = cursorOf(bytes, name);
    check(word() === hashOf(bytes.subarray(4)));
    const content = take(number());
    end();
    await expand(content, name, parse);
  }

  async function expand(content, name, parse) {
    const cursor = cursorOf(await inflate(content).catch(() => []), name);
    parse(cursor);
    cursor.end();
  }

  // ---- words ----

  function shard(number) {
    return shards[number] === undefined ? number && undefined
      : file('words', number, (cursor) => readShard(cursor, number));
  }

  function readShard({ check, byte, take, number, count, key, byteText, documents }, place) {
    const entryCount = count(4), groupCount = count(3), isCommon = place >= regular;
    let next = 0;
    const entries = listOf(entryCount, () => {
      const folded = key(), written = byteText(number()) || folded;
      const bits = number(), bit = bits >> 1 & 7, back = bits >>> 4;
      if (bits & 1) return { folded, written, bit, group: back, shard: number() };
      check(back <= next);
      return { folded, written, bit, group: back ? next - back : next++, shard: place };
    });
    const numbers = listOf(groupCount, number);
    const groups = numbers.map((bits) => {
      const having = bits >>> 1, rarity = Math.log(1 + (documentCount - having + 0.5) / (having + 0.5));
      return { having, weight: Math.max(1, Math.floor(64 * rarity + 0.5)) };
    });
    // What follows stands in turn for all groups.
    const each = (name, make) => groups.forEach((group, i) => { group[name] = make(group, numbers[i]); });
    each('documents', ({ having }) => documents(having, documentCount));
    each('bytes', ({ having }) => take(having));
    each('places', ({ bytes }) =>
      bytes.map((bits) => bits & MORE ? byte() : isCommon ? 0 : 1 << (bits >> 4 & 7)));
    each('titleStems', ({ bytes }) => bytes.map((bits) => bits & MORE ? byte() : 0));
    each('levels', ({ bytes }) => bytes.map((bits) => bits & 15));
    each('forms', ({ having }, bits) => bits & 1 ? take(having) : null);
    return { entries, groups, keys: entries.map((entry) => entry.folded) };
  }

  // The place of the last part that does not begin after the text, or of the first.
  function partOf(parts, text) {
    return Math.max(0, lowerBound(parts, text + '\0') - 1);
  }

  function entriesFrom(number, from, test) {
    const { keys, entries } = shard(number) ?? { keys: [] };
    const found = [];
    for (let i = lowerBound(keys, from); i < keys.length && test(keys[i]); i++) found.push(entries[i]);
    return found;
  }

  // The entries of a folded form.
  function forms(folded) {
    const part = reader.common.has(folded) ? regular + partOf(commonShards, folded) : partOf(plainShards, folded);
    return entriesFrom(part, folded, (key) => key === folded);
  }

  // Those that begin so and are not common, up to `max`.
  function beginnings(beginning, max) {
    const first = partOf(plainShards, beginning);
    const begins = (key) => key.startsWith(beginning);
    return listOf(Math.min(charactersOf(beginning).length < LONG_BEGINNING ? 1 : 2, regular - first), (i) => i + first)
      .filter((part) => part === first || begins(shards[part]))
      .flatMap((part) => entriesFrom(part, beginning, begins)).slice(0, max);
  }

  function postings(place, group) {
    return shard(place)?.groups[group] ?? { weight: 0, documents: [] };
  }

  // The positions of a stem in the document at `index` of its postings.
  function positions(place, group, index) {
    const within = place % positionShards, first = place - within;
    const read = place < regular && file('positions', first / positionShards, (cursor) => {
      const { list, take, number } = cursor;
      return listOf(Math.min(positionShards, regular - first), () => list(1, number))
        .map((sizes) => sizes.map((size) => cursorOf(take(size), cursor.file)));
    });
    const stem = read && read[within][group];
    if (!stem) return [];
    stem.positions ??= Array.from(postings(place, group).documents, () =>
      stem.documents(stem.count(1), 2 ** 32));
    return stem.positions[index] ?? [];
  }

  // The vocabulary's keys that begin so: [[key, rank]].
  function vocabulary(beginning) {
    const begins = (key) => key.startsWith(beginning), first = partOf(vocabularies, beginning);
    return [...vocabularies.keys()]
      .filter((place) => place === first || (place > first && begins(vocabularies[place])))
      .flatMap((place) => file('vocabulary', place, ({ list, key, byte }) => list(3, () => [key(), byte()])) ?? [])
      .filter(([key]) => begins(key));
  }

  // ---- what is shown ----

  function column(wantedColumn) {
    return wantedColumn && file('column', wantedColumn.place, ({ text, byte, number, list, wide, documents }) => {
      const { id, kind } = wantedColumn, label = text(), count = number();
      const data = { id, label, kind, scale: 0, values: [], documents: [], numbers: [] };
      const isNumbers = kind === KINDS[1];
      if (kind === KINDS[0])
        data.values = list(4, () => ({
          id: text(), label: text(), parent: number() - 1, documents: documents(number(), documentCount),
        }));
      else {
        let before = 0;
        if (isNumbers) data.scale = byte();
        data.documents = documents(count, documentCount);
        data.numbers = Float64Array.from(data.documents, () => isNumbers ? before += wide() : number());
      }
      return data;
    });
  }

  // A document of a file that holds `size` of them; `parse` gives what reads one.
  function grouped(kind, size, document, parse) {
    const within = document % size, first = document - within;
    return file(kind, first / size, (cursor) =>
      listOf(Math.min(size, documentCount - first), parse(cursor)))?.[within];
  }

  function card(document) {
    return grouped('cards', cardGroup, document, ({ text, list }) => () => ({
      key: text(), address: text(), title: text(),
      facts: list(2, () => ({ field: text(), text: text() })),
      text: text(),
    }));
  }

  function record(document) {
    return grouped('records', recordGroup, document, ({ text, list, number, check }) => {
      const fields = list(2, () => ({ id: text(), label: text() }));
      return () => list(2, () => {
        const field = fields[number()];
        check(field);
        return { ...field, text: text() };
      });
    });
  }
}
