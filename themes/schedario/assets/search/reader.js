// reader.js - an index, a file at a time and only what is asked for: src/search/reader.h.
//
// Whoever asks gets what is read already, and nothing for the rest, which is noted as wanted: fetch()
// reads all that is wanted at once, and then one asks again.
import { Cursor, IndexFailure, bytesOf, hashOf, inflate } from './bytes.js';
import { lowerBound } from './score.js';

const VERSION = 1;
const KINDS = ['values', 'numbers', 'order'];
const NOTHING = { weight: 0, documents: new Uint32Array(0) };

export class Reader {
  constructor(read) {
    this.read = read;
    this.files = new Map();
    this.loading = new Map();
    this.wanted = new Map();
    this.requests = this.bytes = 0;
  }

  // What `parse` makes of the file, or undefined where it is not read yet.
  file(kind, number, hash, parse) {
    const name = kind + '-' + number + '-' + hash.toString(16).padStart(8, '0') + '.bin';
    if (!this.files.has(name)) this.wanted.set(name, { hash, parse });
    return this.files.get(name);
  }

  async fetch() {
    const wanted = [...this.wanted];
    this.wanted.clear();
    await Promise.all(wanted.map(([name, { hash, parse }]) => {
      if (!this.loading.has(name))
        this.loading.set(name, this.load(name, hash, parse).finally(() => this.loading.delete(name)));
      return this.loading.get(name);
    }));
  }

  async load(name, hash, parse) {
    const bytes = await Promise.resolve(name).then(this.read).catch(() => null);
    if (!bytes) throw new IndexFailure('missing', name);
    this.requests++;
    this.bytes += bytes.length;
    const content = hashOf(bytes) === hash && await inflate(bytes).catch(() => null);
    const cursor = new Cursor(content || [], name);
    cursor.check(content);
    this.files.set(name, parse(cursor));
  }

  // ---- header and directory ----

  async open(header) {
    const cursor = new Cursor(header, 'header.bin');
    cursor.check([...cursor.take(4)].join() === '83,67,72,69');
    if (cursor.byte() !== VERSION) throw new IndexFailure('version', 'header.bin');
    this.language = cursor.text();
    this.documentCount = cursor.number();
    cursor.number();
    const hash = cursor.word();
    cursor.check(hashOf(header.subarray(0, cursor.at)) === cursor.word());
    cursor.end();
    this.file('directory', 0, hash, (directory) => this.readDirectory(directory));
    await this.fetch();
  }

  readDirectory(cursor) {
    const list = (size, each) => {
      cursor.before = '';
      return Array.from({ length: cursor.count(size) }, (_, number) => each(number));
    };
    this.shards = list(10, () => ({ first: cursor.shared(), hash: cursor.word(), positions: cursor.word() }));
    this.vocabularies = list(6, () => ({ first: cursor.shared(), hash: cursor.word() }));
    [this.cards, this.excerpts] = [0, 0].map(() => {
      let first = 0;
      return list(5, () => ({ first, end: first += cursor.number(), hash: cursor.word() }));
    });
    this.columns = list(8, (number) => {
      const id = cursor.text(), label = cursor.text(), kind = KINDS[cursor.byte()], uses = cursor.byte();
      cursor.check(kind);
      return {
        id, label, kind, number, hash: cursor.word(),
        uses: { filter: !!(uses & 1), order: !!(uses & 2), range: !!(uses & 4), dates: !!(uses & 8) },
      };
    });
    this.common = new Set(list(2, () => cursor.shared()));
    cursor.end();
    return true;
  }

  // ---- words ----

  shard(number) {
    const part = this.shards[number];
    return part && (part.content ??= this.file('words', number, part.hash, (cursor) => this.readShard(cursor, number)));
  }

  readShard(cursor, number) {
    const entries = Array.from({ length: cursor.count(4) }, () => {
      const folded = cursor.shared(), written = cursor.byteText() || folded, place = cursor.number();
      return { folded, written, group: place >>> 4, bit: place >> 1 & 7, shard: place & 1 ? cursor.number() : number };
    });
    const groups = Array.from({ length: cursor.count(4) }, () => ({
      count: cursor.number(), weight: cursor.number(), flags: cursor.byte(), size: cursor.number(),
    }));
    for (const group of groups) group.cursor = new Cursor(cursor.take(group.size), cursor.file);
    return { entries, groups, keys: entries.map((entry) => entry.folded) };
  }

  // The place of the last part that does not begin after the text.
  partOf(parts, text) {
    let low = 0;
    for (let high = parts.length; low < high;) {
      const middle = (low + high) >> 1;
      if (parts[middle].first <= text) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  }

  forms(folded) {
    const { entries, keys } = this.shard(this.partOf(this.shards, folded)) ?? { entries: [], keys: [] };
    const found = [];
    for (let i = lowerBound(keys, folded); keys[i] === folded; i++) found.push(entries[i]);
    return found;
  }

  // The folded forms of a stem in its own shard and in those beside it, if they were read.
  formsOf(shard, group) {
    const found = [];
    for (let number = shard - 1; number < shard + 2; number++)
      for (const entry of this.shards[number]?.content?.entries ?? [])
        if (entry.group === group && entry.shard === shard) found.push(entry.folded);
    return found;
  }

  beginnings(beginning, max) {
    const found = [];
    for (let number = this.partOf(this.shards, beginning); number < this.shards.length && found.length < max; number++) {
      const { first } = this.shards[number];
      if (first > beginning && !first.startsWith(beginning)) break;
      const shard = this.shard(number);
      if (!shard) continue;
      for (let i = lowerBound(shard.keys, beginning); i < shard.keys.length && found.length < max; i++) {
        if (!shard.keys[i].startsWith(beginning)) return found;
        found.push(shard.entries[i]);
      }
    }
    return found;
  }

  postings(shard, number) {
    const group = this.shard(shard)?.groups[number];
    return group ? group.postings ??= this.readPostings(group) : NOTHING;
  }

  readPostings({ cursor, count, weight, flags }) {
    const documents = cursor.documents(count, this.documentCount);
    const bytes = cursor.take(count);
    const levels = bytes.map((byte) => byte & 15);
    const places = bytes.map((byte) => byte & 128 ? cursor.byte() : flags & 1 ? 0 : 1 << (byte >> 4 & 7));
    const titleStems = bytes.map((byte) => byte & 128 ? cursor.byte() : 0);
    const forms = flags & 2 ? cursor.take(count) : null;
    return { documents, weight, levels, places, titleStems, forms };
  }

  positions(shard, number, place) {
    const file = this.file('positions', shard, this.shards[shard].positions, (cursor) => {
      const sizes = Array.from({ length: cursor.count(1) }, () => cursor.number());
      return sizes.map((size) => new Cursor(cursor.take(size), cursor.file));
    });
    const cursor = file?.[number];
    if (!cursor) return [];
    cursor.list ??= Array.from(this.postings(shard, number).documents, () =>
      cursor.documents(cursor.count(1), 2 ** 32));
    return cursor.list[place];
  }

  vocabulary(beginning, max) {
    const found = [];
    for (let i = this.partOf(this.vocabularies, beginning); i < this.vocabularies.length; i++) {
      const { first, hash } = this.vocabularies[i];
      if (first > beginning && !first.startsWith(beginning)) break;
      const words = this.file('vocabulary', i, hash, (cursor) =>
        Array.from({ length: cursor.count(3) }, () => ({ text: cursor.shared(), rank: cursor.byte() })));
      for (const word of words ?? []) if (word.text.startsWith(beginning) && found.length < max) found.push(word);
    }
    return found;
  }

  // ---- what is shown ----

  column(column) {
    return column && this.file('column', column.number, column.hash, (cursor) => {
      const data = { id: column.id, label: column.label, kind: column.kind, scale: 0, values: [], documents: [], numbers: [] };
      const count = cursor.number();
      if (column.kind === 'values') {
        data.values = Array.from({ length: cursor.count(4) }, () => ({
          id: cursor.text(), label: cursor.text(), parent: cursor.number() - 1,
          documents: cursor.documents(cursor.number(), this.documentCount),
        }));
        return data;
      }
      if (column.kind === 'numbers') data.scale = cursor.byte();
      data.documents = cursor.documents(count, this.documentCount);
      let before = 0;
      data.numbers = Float64Array.from(data.documents, () =>
        column.kind === 'order' ? cursor.number() : before += cursor.wide());
      return data;
    });
  }

  grouped(groups, kind, document, parse) {
    const number = groups.findIndex((group) => document < group.end);
    const { first, end, hash } = groups[number];
    return this.file(kind, number, hash, (cursor) =>
      Array.from({ length: end - first }, () => parse(cursor)))?.[document - first];
  }

  card(document) {
    return this.grouped(this.cards, 'cards', document, (cursor) => ({
      key: cursor.text(), address: cursor.text(), title: cursor.text(),
      facts: Array.from({ length: cursor.count(2) }, () => ({ field: cursor.text(), text: cursor.text() })),
    }));
  }

  excerpt(document) {
    return this.grouped(this.excerpts, 'excerpts', document, (cursor) => cursor.text());
  }
}
