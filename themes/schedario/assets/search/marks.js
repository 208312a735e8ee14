// marks.js - which words of a text were asked for, and the part of it that shows them best.
import { chainsOf, codeSplit, foldTerm, wordsOf } from './terms.js';

const WINDOW_WORDS = 30;
const BACK_WORDS = 6;

// The words of the text: {from, to, asked}; `asked` maps folded forms to the number of the word of the
// question that they answer.
function readText(text, asked, language) {
  const numberOf = (word) => {
    const { folded } = foldTerm(word, language);
    return asked.get(folded) ?? asked.get(folded.slice(codeSplit(folded)));
  };
  const words = wordsOf(text, language);
  for (const word of words) word.asked = numberOf(word.text);
  for (const chain of chainsOf(text, words)) {
    const joined = chain.length > 1 ? numberOf(chain.map((word) => word.text).join('')) : undefined;
    for (const word of chain) word.asked ??= joined;
  }
  return words;
}

// [from, to] of each word that was asked for.
const marksIn = (words) => words.filter((word) => word.asked >= 0).map(({ from, to }) => [from, to]);

export function marksOf(text, asked, language) {
  return marksIn(readText(text, asked, language));
}

// About `length` characters where most of the words asked for stand together.
export function excerptOf(whole, asked, language, length) {
  const text = whole.replace(/\s+/g, ' ').trim();
  const words = readText(text, asked, language);
  let best = 0, first = 0;
  words.forEach((word, i) => {
    if (!(word.asked >= 0)) return;
    const near = words.slice(i, i + WINDOW_WORDS).map((other) => other.asked);
    const count = new Set(near.filter((number) => number >= 0)).size;
    if (count > best) [best, first] = [count, i];
  });
  let from = first > BACK_WORDS ? words[first - BACK_WORDS].from : 0;
  // From the start of the sentence, where it is near.
  const lead = text.slice(from, words[first]?.from).search(/[.;:?!] /);
  if (lead >= 0 && from) from += lead + 2;
  if (text.length - from < length) from = text.lastIndexOf(' ', Math.max(0, text.length - length)) + 1;
  let to = Math.min(from + length, text.length);
  if (to < text.length) to = Math.max(text.lastIndexOf(' ', to), from + (length >> 1));
  const marks = marksIn(words.filter((word) => word.from >= from && word.to <= to));
  return {
    text: text.slice(from, to),
    marks: marks.map((mark) => mark.map((place) => place - from)),
    cutBefore: from > 0,
    cutAfter: to < text.length,
  };
}
