// spelling.js - how far two words are apart: src/search/spelling.h says why it is so.

const LENGTH_MAX = 40;

// The characters of a byte text, each a byte text.
export const charactersOf = (bytes) => bytes.match(/[^\x80-\xbf][\x80-\xbf]*/g) ?? [];
export const reverseText = (bytes) => charactersOf(bytes).reverse().join('');

// How far away a neighbour may be; 0: such a word has none.
export function spellingReach(folded) {
  const { length } = charactersOf(folded);
  return /[0-9]/.test(folded) || length < 4 || length > LENGTH_MAX ? 0 : length < 8 ? 1 : 2;
}

// Optimal string alignment (Damerau 1964), or limit + 1 where it is more than that.
export function spellingDistance(a, b, limit) {
  const x = charactersOf(a), y = charactersOf(b), far = limit + 1;
  if (y.length > LENGTH_MAX || Math.abs(x.length - y.length) > limit) return far;
  let before, above = [...y.keys(), y.length];
  x.forEach((letter, i) => {
    const row = [i + 1];
    y.forEach((other, j) => {
      let best = Math.min(above[j] + (letter !== other), above[j + 1] + 1, row[j] + 1);
      if (i && j && letter === y[j - 1] && x[i - 1] === other) best = Math.min(best, before[j - 1] + 1);
      row.push(best);
    });
    [before, above] = [above, row];
  });
  return Math.min(above.at(-1), far);
}
