// terms.js - a text's words, as src/text/words.c and src/search/terms.c find and fold them.
//
// An apostrophe is no part of a word: "l'inclusione" is "inclusione", "citta'" is "citta". What is
// folded is a byte text (bytes.js).
import { bytesOf, cutText, isAscii } from './bytes.js';

export const TERM_BYTES = 60;

const APOSTROPHES = /['\u2019\u2018\u201b\u02bc\uff07]/g;
const HIDDEN = /[\u00ad\u200c\u200d\u2060\ufeff]/g;
const WORD = /(?!\u02bc)[\p{L}\p{Nd}](?:(?!\u02bc)[\p{L}\p{Nd}\p{M}\u00ad\u200c\u200d\u2060\ufeff]|(?<=[0-9])\.(?=[0-9]))*/gu;
const ELISION = /['\u2019\u2018\u201b\u02bc\uff07](?!\u02bc)\p{L}/uy;
const ELIDED = {
  it: /^(all|bell|c|coll|com|cos|d|dall|dell|dov|gl|l|m|n|nell|quell|quest|s|sant|sull|t|un|v)$/,
  fr: /^(c|d|j|jusqu|l|lorsqu|m|n|presqu|puisqu|qu|quelqu|quoiqu|s|t)$/,
};

const nfd = (text) => text.normalize('NFD');
// Marks of the classes 1 to 5 and from 10 on are accents; the others make another letter. A browser
// tells the class only by its sorting: U+16FF0 is of class 6, U+094D of 9.
const isAccent = (mark) =>
  !nfd(mark + '\u094d').startsWith(mark) || nfd('\u{16ff0}' + mark).startsWith(mark);
const dropAccents = (text) =>
  nfd(text).replace(/\p{M}/gu, (mark) => isAccent(mark) ? '' : mark)
    .replace(HIDDEN, '').replace(APOSTROPHES, "'");

// Case folding is not a browser's; a dotless i stays one.
export const foldText = (text) => isAscii(text) ? text.toLowerCase()
  : dropAccents(dropAccents(text)
    .replace(/[^\u0131]+/g, (part) => part.toLowerCase().toUpperCase().toLowerCase())
    .replace(/\u03c2/g, '\u03c3')).normalize();

// {folded, written}, both byte texts, and empty where nothing is left.
export function foldTerm(word, language) {
  let written = cutText(word, TERM_BYTES);
  if (isAscii(written)) written = written.toLowerCase();
  else written = cutText(written.normalize().toLocaleLowerCase(language).replace(HIDDEN, ''), TERM_BYTES);
  const folded = bytesOf(cutText(foldText(written), TERM_BYTES));
  return { folded, written: folded && bytesOf(written) };
}

// The words as they are written, with their places: [{text, from, to}].
export function wordsOf(text, language) {
  const primary = language.split('-')[0];
  let after = false;
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => {
    const to = ELISION.lastIndex = index + word.length;
    const wasAfter = after;
    after = ELISION.test(text);
    const elided = primary === 'en' ? wasAfter && foldText(word) === 's'
      : after && ELIDED[primary]?.test(foldText(word));
    return !elided && { text: word, from: index, to };
  }).filter(Boolean);
}

// Words that hyphens join; beyond four no more do: [[word, word], [word] ...].
export function chainsOf(text, words) {
  const chains = [];
  let before;
  for (const word of words) {
    const chain = chains.at(-1);
    if (chain?.length < 5 && /^[-\u2010\u2011]$/.test(text.slice(before, word.from))) chain.push(word);
    else chains.push([word]);
    before = word.to;
  }
  return chains;
}

// Where a code's letters end and its number begins ("ot11": 2); 0: it is none.
export const codeSplit = (folded) => /^([^0-9]{1,4})[0-9][0-9.]*$/.exec(folded)?.[1].length ?? 0;
