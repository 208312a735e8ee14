// spelling.js - how far two words are apart: src/search/spelling.h says why it is so.

const LENGTH_MIN = 4;
const LENGTH_MAX = 40;

const isPlain = (bytes) => /^[\0-\x7f]*$/.test(bytes);
const latin = (characters) => characters.join('');

// The characters of a byte text, each a byte text.
export function charactersOf(bytes) {
  return isPlain(bytes) ? [...bytes] : bytes.match(/[^\x80-\xbf][\x80-\xbf]*/g) ?? [];
}

export function isSpelled(folded) {
  const { length } = charactersOf(folded);
  return !/[0-9]/.test(folded) && length >= LENGTH_MIN && length <= LENGTH_MAX;
}

export function spellingReach(folded) {
  return isSpelled(folded) ? charactersOf(folded).length < 8 ? 1 : 2 : 0;
}

export function reverseText(folded) {
  return latin(charactersOf(folded).reverse());
}

// How a neighbour begins, or the reverse of how it ends: one of them is whole after any one slip.
export function spellingHalves(folded) {
  const characters = charactersOf(folded);
  const half = (characters.length - 1) >> 1;
  return [latin(characters.slice(0, half)), latin(characters.reverse().slice(0, half))];
}

// Optimal string alignment (Damerau 1964), or limit + 1 where it is more than that.
export function spellingDistance(a, b, limit) {
  const x = charactersOf(a), y = charactersOf(b);
  if (Math.max(x.length, y.length) > LENGTH_MAX || Math.abs(x.length - y.length) > limit)
    return limit + 1;
  let before = [], above = y.map((_, j) => j);
  above.push(y.length);
  for (let i = 1; i <= x.length; i++) {
    const row = [i];
    for (let j = 1; j <= y.length; j++) {
      let best = Math.min(above[j - 1] + (x[i - 1] !== y[j - 1]), above[j] + 1, row[j - 1] + 1);
      if (i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1])
        best = Math.min(best, before[j - 2] + 1);
      row.push(best);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [before, above] = [above, row];
  }
  return Math.min(above[y.length], limit + 1);
}
