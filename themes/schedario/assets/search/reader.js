// reader.js - an index, a file at a time and only what is asked for: src/search/format.h.
//
// Whoever asks gets what is read already, and nothing for the rest, which is noted as wanted: fetch()
// reads all that is wanted at once, and then one asks again.
import { Cursor, IndexFailure, hashOf, inflate, listOf, lowerBound } from './bytes.js';

const HEADER = 'header.bin';
const VERSION = 2;
const KINDS = ['values', 'numbers', 'order'];
const USES = ['filter', 'order', 'range', 'dates'];
const BEGINNING_SHARDS = 2;
const MORE = 128;

export class Reader {
  constructor(read) {
    this.read = read;
    this.files = {};
    this.loading = {};
    this.wanted = new Map();
    this.requests = this.bytes = 0;
  }

  // What `parse` makes of the file, or undefined where it is not read yet.
  file(kind, number, parse) {
    const name = kind + '-' + number + '-' + this.generation + '.bin';
    if (!this.files[name]) this.wanted.set(name, parse);
    return this.files[name];
  }

  async fetch() {
    const wanted = [...this.wanted];
    this.wanted.clear();
    await Promise.all(wanted.map(([name, parse]) =>
      this.loading[name] ??= this.load(name, parse).finally(() => delete this.loading[name])));
  }

  async load(name, parse) {
    const bytes = await (async () => this.read(name))().catch(() => null);
    if (!bytes) throw new IndexFailure('missing', name);
    this.requests++;
    this.bytes += bytes.length;
    const file = new Cursor(bytes, name);
    file.check(file.word() === hashOf(bytes.subarray(4)));
    this.files[name] = await this.expand(file.take(file.number()), name, parse);
    file.end();
  }

  async expand(deflated, name, parse) {
    const cursor = new Cursor(await inflate(deflated).catch(() => []), name);
    const content = parse(cursor);
    cursor.end();
    return content;
  }

  async open(header) {
    const cursor = new Cursor(header, HEADER);
    cursor.check(cursor.byteText(4) === 'SCHE');
    if (cursor.byte() !== VERSION) throw new IndexFailure('version', HEADER);
    this.language = cursor.text();
    this.documentCount = cursor.number();
    this.generation = cursor.word().toString(16).padStart(8, '0');
    const directory = cursor.take(cursor.number());
    cursor.check(hashOf(header.subarray(0, cursor.at)) === cursor.word());
    cursor.end();
    const parse = (content) => this.readDirectory(content);
    if (directory.length) await this.expand(directory, HEADER, parse);
    else {
      this.file('directory', 0, parse);
      await this.fetch();
    }
  }

  readDirectory(cursor) {
    const keys = (count) => (cursor.before = '', listOf(count, () => cursor.shared()));
    const count = cursor.count(2), common = cursor.number();
    this.positionShards = cursor.number();
    cursor.check(common <= count && this.positionShards);
    // The last ones are those of common words.
    this.regular = count - common;
    this.shards = [...keys(this.regular), ...keys(common)];
    this.vocabularies = keys(cursor.count(2));
    this.cardGroup = cursor.number();
    this.recordGroup = cursor.number();
    cursor.check(this.cardGroup);
    this.columns = listOf(cursor.count(3), (number) => {
      const id = cursor.text(), kind = KINDS[cursor.byte()], bits = cursor.byte();
      cursor.check(kind);
      return { id, kind, number, uses: Object.fromEntries(USES.map((use, bit) => [use, !!(bits >> bit & 1)])) };
    });
    this.common = new Set(keys(cursor.count(2)));
    return true;
  }

  // ---- words ----

  shard(number) {
    return this.shards[number] === undefined ? undefined
      : this.file('words', number, (cursor) => this.readShard(cursor, number));
  }

  readShard(cursor, number) {
    const entryCount = cursor.count(4), groupCount = cursor.count(4);
    let next = 0;
    const entries = listOf(entryCount, () => {
      const folded = cursor.shared(), written = cursor.byteText(cursor.number()) || folded;
      const place = cursor.number(), bit = place >> 1 & 7, back = place >>> 4;
      if (place & 1) return { folded, written, bit, group: back, shard: cursor.number() };
      cursor.check(back <= next);
      return { folded, written, bit, group: back ? next - back : next++, shard: number };
    });
    const counts = listOf(groupCount, () => cursor.number());
    const groups = counts.map(() => ({ weight: cursor.number() }));
    // What follows stands in turn for all groups.
    const each = (name, read) => groups.forEach((group, i) => { group[name] = read(group, counts[i]); });
    each('flags', () => cursor.byte());
    each('documents', (_, count) => cursor.documents(count, this.documentCount));
    each('bytes', (_, count) => cursor.take(count));
    each('places', ({ flags, bytes }) =>
      bytes.map((byte) => byte & MORE ? cursor.byte() : flags & 1 ? 0 : 1 << (byte >> 4 & 7)));
    each('titleStems', ({ bytes }) => bytes.map((byte) => byte & MORE ? cursor.byte() : 0));
    each('levels', ({ bytes }) => bytes.map((byte) => byte & 15));
    each('forms', ({ flags }, count) => flags & 2 ? cursor.take(count) : null);
    return { entries, groups, keys: entries.map((entry) => entry.folded) };
  }

  // The last of the shards from `low` up to `high` that does not begin after the text.
  shardOf(text, low, high) {
    return Math.max(low, low + lowerBound(this.shards.slice(low, high), text + '\0') - 1);
  }

  // The entries of a folded form.
  forms(folded) {
    const { regular, shards, common } = this;
    const range = common.has(folded) ? [regular, shards.length] : [0, regular];
    return this.entriesFrom(this.shard(this.shardOf(folded, ...range)), folded, (key) => key === folded);
  }

  entriesFrom(shard, from, test) {
    const found = [];
    if (shard)
      for (let i = lowerBound(shard.keys, from); i < shard.keys.length && test(shard.keys[i]); i++)
        found.push(shard.entries[i]);
    return found;
  }

  // Those that begin so and are not common, up to `max`.
  beginnings(beginning, max) {
    const first = this.shardOf(beginning, 0, this.regular);
    const found = [];
    for (let i = first; i < Math.min(first + BEGINNING_SHARDS, this.regular); i++)
      if (i === first || this.shards[i].startsWith(beginning))
        found.push(...this.entriesFrom(this.shard(i), beginning, (key) => key.startsWith(beginning)));
    return found.slice(0, max);
  }

  postings(shard, number) {
    return this.shard(shard)?.groups[number] ?? { weight: 0, documents: [] };
  }

  // The folded forms of a stem in its own shard and in those beside it, if they were read.
  formsOf(shard, group) {
    const { wanted } = this;
    this.wanted = new Map();
    const found = [shard - 1, shard, shard + 1].flatMap((number) => this.shard(number)?.entries ?? [])
      .filter((entry) => entry.group === group && entry.shard === shard);
    this.wanted = wanted;
    return found.map((entry) => entry.folded);
  }

  // The positions of a stem in the document at `place` of its postings.
  positions(shard, number, place) {
    const first = shard - shard % this.positionShards;
    const file = shard < this.regular && this.file('positions', first / this.positionShards, (cursor) => {
      const count = Math.min(this.positionShards, this.regular - first);
      const sizes = listOf(count, () => listOf(cursor.count(1), () => cursor.number()));
      return sizes.map((list) => list.map((size) => new Cursor(cursor.take(size), cursor.file)));
    });
    const cursor = file && file[shard - first][number];
    if (!cursor) return [];
    cursor.list ??= Array.from(this.postings(shard, number).documents, () =>
      cursor.documents(cursor.count(1), 2 ** 32));
    return cursor.list[place] ?? [];
  }

  // The vocabulary's keys that begin so: [[key, rank]].
  vocabulary(beginning) {
    const found = [];
    const first = Math.max(0, lowerBound(this.vocabularies, beginning + '\0') - 1);
    for (let i = first; i < this.vocabularies.length; i++) {
      if (i > first && !this.vocabularies[i].startsWith(beginning)) break;
      const words = this.file('vocabulary', i, (cursor) =>
        listOf(cursor.count(3), () => [cursor.shared(), cursor.byte()]));
      if (words) found.push(...words.filter(([key]) => key.startsWith(beginning)));
    }
    return found;
  }

  // ---- what is shown ----

  column(column) {
    return column && this.file('column', column.number, (cursor) => {
      const label = cursor.text(), count = cursor.number(), { id, kind } = column;
      const data = { id, label, kind, scale: 0, values: [], documents: [], numbers: [] };
      if (kind === KINDS[0]) {
        data.values = listOf(cursor.count(4), () => ({
          id: cursor.text(), label: cursor.text(), parent: cursor.number() - 1,
          documents: cursor.documents(cursor.number(), this.documentCount),
        }));
        return data;
      }
      let before = 0;
      if (kind === KINDS[1]) data.scale = cursor.byte();
      data.documents = cursor.documents(count, this.documentCount);
      data.numbers = Float64Array.from(data.documents, () =>
        kind === KINDS[1] ? before += cursor.wide() : cursor.number());
      return data;
    });
  }

  // A document of a file that holds `size` of them; `parse` gives what reads one.
  grouped(kind, size, document, parse) {
    const number = Math.floor(document / size);
    return this.file(kind, number, (cursor) =>
      listOf(Math.min(size, this.documentCount - number * size), parse(cursor)))?.[document % size];
  }

  card(document) {
    return this.grouped('cards', this.cardGroup, document, (cursor) => () => ({
      key: cursor.text(), address: cursor.text(), title: cursor.text(),
      facts: listOf(cursor.count(2), () => ({ field: cursor.text(), text: cursor.text() })),
      text: cursor.text(),
    }));
  }

  record(document) {
    return this.grouped('records', this.recordGroup, document, (cursor) => {
      const fields = listOf(cursor.count(2), () => ({ id: cursor.text(), label: cursor.text() }));
      return () => listOf(cursor.count(2), () => {
        const field = fields[cursor.number()];
        cursor.check(field);
        return { ...field, text: cursor.text() };
      });
    });
  }
}
