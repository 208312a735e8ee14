// bytes.js - what the index's files are written in: src/search/bytes.h, read in the browser.
//
// Texts that are compared stay as they are on disk, a character a byte ("byte text"): their order is
// the files'. textOf() makes of them what people read.

// A file of the index cannot be read. kind: 'missing', 'damaged' or 'version' (another one wrote it).
export class IndexFailure extends Error {
  constructor(kind, file) {
    super(kind + ': ' + file);
    Object.assign(this, { kind, file });
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const latin = (bytes) => String.fromCharCode(...bytes);

export const bytesOf = (text) => latin(encoder.encode(text));
export const textOf = (bytes) => decoder.decode(Uint8Array.from(bytes, (character) => character.charCodeAt()));
export const isAscii = (text) => /^[\0-\x7f]*$/.test(text);

// At most so many bytes of a text; no character is cut in two.
export const cutText = (text, bytes) =>
  text.slice(0, encoder.encodeInto(text, new Uint8Array(bytes)).read);

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

// FNV-1a, 32 bits.
export function hashOf(bytes) {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

export async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Reads on; what cannot be so throws, and names the file.
export function cursorOf(bytes, file) {
  let at = 0, before = '';
  const check = (good) => {
    if (!good) throw new IndexFailure('damaged', file);
  };
  const byte = () => (check(at < bytes.length), bytes[at++]);
  const take = (count) => (check(count <= bytes.length - at), bytes.subarray(at, at += count));
  // In groups of seven bits; beyond 2 ** 53 it is not exact.
  const number = () => {
    let group = byte(), sum = group & 127;
    for (let unit = 128; group > 127; unit *= 128) {
      check(unit < 2 ** 64);
      sum += ((group = byte()) & 127) * unit;
    }
    return sum;
  };
  // A count of things of at least `size` bytes each.
  const count = (size) => {
    const things = number();
    check(things * size <= bytes.length - at);
    return things;
  };
  return {
    file, check, byte, take, number, count,
    list: (size, make) => listOf(count(size), make),
    // The same with a sign: 0, -1, 1, -2 ...
    wide: () => {
      const zigzag = number();
      return zigzag % 2 ? -(zigzag + 1) / 2 : zigzag / 2;
    },
    word: () => take(4).reduceRight((sum, part) => sum * 256 + part, 0),
    text: () => decoder.decode(take(number())),
    byteText: (length) => latin(take(length)),
    // Each text of a list says only what is new.
    keys: (length) => {
      before = '';
      return listOf(length, cursorKey);
    },
    key: cursorKey,
    // Ascending numbers, each below `limit`.
    documents: (length, limit) => {
      check(length <= bytes.length - at);
      let document = -1;
      return Uint32Array.from({ length }, () => {
        document += number() + 1;
        check(document < limit);
        return document;
      });
    },
    at: () => at,
    end: () => check(at === bytes.length),
  };
  function cursorKey() {
    const same = byte();
    check(same <= before.length);
    return before = before.slice(0, same) + latin(take(byte()));
  }
}
