// marks.js - which words of a text were asked for, and the part of it that shows them best.
import { foldTerm, wordsOf } from './terms.js';

const WINDOW_WORDS = 30;
const BACK_WORDS = 6;

// Another form of a word: all but its ending is the same.
function isAsked(asked, folded) {
  return asked.some((word) => {
    const length = Math.min(word.length, folded.length);
    let same = 0;
    while (same < length && word[same] === folded[same]) same++;
    return same < 3
      ? same === word.length && same === folded.length
      : same + 3 >= word.length && same + 4 >= folded.length;
  });
}

// The words asked for, as [from, to] each; `asked` holds folded words.
export function marksOf(text, asked, language) {
  return wordsOf(text, language)
    .filter((word) => isAsked(asked, foldTerm(word.text, language).folded))
    .map(({ from, to }) => [from, to]);
}

// About `length` characters around the place where most of the words asked for stand together.
export function excerptOf(text, asked, language, length) {
  const words = wordsOf(text, language);
  const found = words.map((word) => isAsked(asked, foldTerm(word.text, language).folded));
  let count = 0, best = 0, start = 0;
  words.forEach((word, i) => {
    count += found[i] - (found[i - WINDOW_WORDS] ?? 0);
    if (count <= best) return;
    best = count;
    start = words[Math.max(i - (found[i] && count === 1 ? BACK_WORDS : WINDOW_WORDS - 1), 0)].from;
  });
  if (text.length - start < length) start = Math.max(0, text.length - length);
  return text.slice(start, start + length);
}
