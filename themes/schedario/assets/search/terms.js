// terms.js - a text's words, as src/text/words.c and src/search/terms.c find and fold them.
//
// An apostrophe is no part of a word: "l'inclusione" is "inclusione", "citta'" is "citta". What is
// folded is a byte text (bytes.js).
import { bytesOf, cutText } from './bytes.js';

export const TERM_BYTES = 60;

const APOSTROPHE = "'\u2019\u2018\u201b\u02bc\uff07";
const HIDDEN = '\u00ad\u200c\u200d\u2060\ufeff';
const WORD = new RegExp(
  '(?!\u02bc)[\\p{L}\\p{Nd}](?:(?!\u02bc)[\\p{L}\\p{Nd}\\p{M}' + HIDDEN + ']|(?<=[0-9])\\.(?=[0-9]))*',
  'gu');
const ELISION = new RegExp('[' + APOSTROPHE + '](?!\u02bc)\\p{L}', 'uy');
const APOSTROPHES = new RegExp('[' + APOSTROPHE + ']', 'g');
const HIDDENS = new RegExp('[' + HIDDEN + ']', 'g');
const ELIDED = {
  it: /^(all|bell|c|coll|com|cos|d|dall|dell|dov|gl|l|m|n|nell|quell|quest|s|sant|sull|t|un|v)$/,
  fr: /^(c|d|j|jusqu|l|lorsqu|m|n|puisqu|qu|quoiqu|s|t)$/,
};

// Marks of the classes 1 to 5 and from 10 on are accents; the others make another letter. A browser
// tells the class only by its sorting: U+16FF0 is of class 6, U+094D of 9.
const isAccent = (mark) =>
  !(mark + '\u094d').normalize('NFD').startsWith(mark) ||
  ('\u{16ff0}' + mark).normalize('NFD').startsWith(mark);
const dropAccents = (text) =>
  text.normalize('NFD')
    .replace(/\p{M}/gu, (mark) => isAccent(mark) ? '' : mark)
    .replace(HIDDENS, '')
    .replace(APOSTROPHES, "'");
// The case folding that a browser does not have; a dotless i stays one.
const foldCase = (text) =>
  text.replace(/[^\u0131]+/g, (part) => part.toLowerCase().toUpperCase().toLowerCase())
    .replace(/\u03c2/g, '\u03c3');

export function foldText(text) {
  return /^[\0-\x7f]*$/.test(text)
    ? text.toLowerCase()
    : dropAccents(foldCase(dropAccents(text))).normalize('NFC');
}

// {folded, written}, both byte texts, and empty where nothing is left.
export function foldTerm(word, language) {
  let written = cutText(word, TERM_BYTES);
  if (/^[\0-\x7f]*$/.test(written)) {
    written = written.toLowerCase();
    return { folded: written, written };
  }
  written = written.normalize('NFC').toLocaleLowerCase(language).replace(HIDDENS, '');
  written = cutText(written, TERM_BYTES);
  const folded = bytesOf(cutText(foldText(written), TERM_BYTES));
  return { folded, written: folded && bytesOf(written) };
}

// The words as they are written, with their places: [{text, from, to}].
export function wordsOf(text, language) {
  const primary = language.split('-')[0];
  const words = [];
  let after = false;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const to = ELISION.lastIndex = index + word.length;
    const before = ELISION.test(text);
    const elided = primary === 'en'
      ? after && foldText(word) === 's'
      : before && ELIDED[primary]?.test(foldText(word));
    if (!elided) words.push({ text: word, from: index, to });
    after = before;
  }
  return words;
}

// Words that hyphens join, as far as four: [[word, word], [word] ...].
export function chainsOf(text, words) {
  const chains = [];
  for (const [i, word] of words.entries()) {
    const joins = i && /^[-\u2010\u2011]$/.test(text.slice(words[i - 1].to, word.from));
    if (joins && chains.at(-1).length < 5) chains.at(-1).push(word);
    else chains.push([word]);
  }
  return chains;
}

// Where a code's letters end and its number begins ("ot11": 2); 0: it is none.
export function codeSplit(folded) {
  return /^([^0-9]{1,4})[0-9][0-9.]*$/.exec(folded)?.[1].length ?? 0;
}
