// bytes.js - what the index's files are written in: src/search/bytes.h, read in the browser.
//
// Texts that are compared stay as they are on disk, a character a byte ("byte text"): their order is
// the files'. textOf() makes of them what people read.

// A file of the index cannot be read. kind: 'missing', 'damaged' or 'version' (another one wrote it).
export class IndexFailure extends Error {
  constructor(kind, file) {
    super(kind + ': ' + file);
    this.kind = kind;
    this.file = file;
  }
}

const utf8Writer = new TextEncoder();
const utf8Reader = new TextDecoder('utf-8', { ignoreBOM: true });

// As many things as `make` is called for.
export const listOf = (length, make) => Array.from({ length }, (_, i) => make(i));

// The first place of a sorted list whose value is not below.
export function lowerBound(list, value) {
  let low = 0;
  for (let high = list.length; low < high;) {
    const middle = (low + high) >> 1;
    if (list[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const latinOf = (bytes) => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

export function bytesOf(text) {
  return latinOf(utf8Writer.encode(text));
}

export function textOf(bytes) {
  return utf8Reader.decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
}

// At most so many bytes of a text; no character is cut in two.
export function cutText(text, bytes) {
  return 3 * text.length <= bytes
    ? text
    : text.slice(0, utf8Writer.encodeInto(text, new Uint8Array(bytes)).read);
}

// FNV-1a, 32 bits.
export function hashOf(bytes) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}

export async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Reads on; what cannot be so throws. `file` names what is damaged then.
export class Cursor {
  constructor(bytes, file) {
    this.bytes = bytes;
    this.at = 0;
    this.file = file;
    this.before = '';
  }

  check(good) {
    if (!good) throw new IndexFailure('damaged', this.file);
  }

  byte() {
    this.check(this.at < this.bytes.length);
    return this.bytes[this.at++];
  }

  // A number in groups of seven bits; beyond 2 ** 53 it is not exact.
  number() {
    let byte = this.byte();
    let number = byte & 127;
    for (let unit = 128; byte > 127; unit *= 128) {
      this.check(unit < 2 ** 64);
      number += ((byte = this.byte()) & 127) * unit;
    }
    return number;
  }

  // The same with a sign: 0, -1, 1, -2 ...
  wide() {
    const number = this.number();
    return number % 2 ? -(number + 1) / 2 : number / 2;
  }

  word() {
    const [a, b, c, d] = this.take(4);
    return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
  }

  take(count) {
    this.check(count <= this.bytes.length - this.at);
    return this.bytes.subarray(this.at, (this.at += count));
  }

  // A count of things of at least `size` bytes each.
  count(size) {
    const count = this.number();
    this.check(count * size <= this.bytes.length - this.at);
    return count;
  }

  text() {
    return utf8Reader.decode(this.take(this.number()));
  }

  byteText(length) {
    return latinOf(this.take(length));
  }

  // The next of a list of texts that say only what is new.
  shared() {
    const same = this.byte();
    this.check(same <= this.before.length);
    return (this.before = this.before.slice(0, same) + this.byteText(this.byte()));
  }

  // Ascending numbers of documents, each below `limit`.
  documents(count, limit) {
    this.check(count <= this.bytes.length - this.at);
    const documents = new Uint32Array(count);
    for (let i = 0, document = -1; i < count; i++) {
      document += this.number() + 1;
      this.check(document < limit);
      documents[i] = document;
    }
    return documents;
  }

  end() {
    this.check(this.at === this.bytes.length);
  }
}
