// parse.js - what was typed, as words: src/search/query_parse.c.
import { bytesOf, cutText } from './bytes.js';
import { TERM_BYTES, chainsOf, foldTerm, wordsOf } from './terms.js';

const QUERY_BYTES = 1000;
const QUERY_WORDS = 30;

// {words, excluded, phrases}. A word: {folded, written} (terms.js); common; unfinished; joined: of parts,
// which stand for it as well; phrase: 1 and up, 0: in none; offset: in its phrase.
export function parseQuery(text, language, isCommon) {
  const rest = cutText(text, QUERY_BYTES);
  const words = [], excluded = [];
  let phrases = 0, endsInWord;
  // A space, a phrase with or without its second mark, or a piece up to the next of these.
  const PIECE = /(-(?=[^]))?(?:[ \t-\r]()|["\u201c\u201d\u201e\u00ab\u00bb]([^"\u201c\u201d\u201e\u00ab\u00bb]*).?|([^ \t-\r"\u201c\u201d\u201e\u00ab\u00bb]+))/g;

  const addPiece = (piece, list, phrase) => {
    let offset = 0;
    const add = (word, joined) => {
      const term = foldTerm(word, language);
      if (term.folded && list.length < QUERY_WORDS)
        list.push({ ...term, common: isCommon(term.folded), joined, phrase, offset, matches: [] });
    };
    for (const chain of chainsOf(piece, wordsOf(piece, language))) {
      for (const word of chain) {
        add(word.text, false);
        offset++;
      }
      const joined = chain.map((word) => word.text).join('');
      if (chain.length > 1 && chain.length < 5 && !phrase && bytesOf(joined).length <= TERM_BYTES)
        add(joined, true);
    }
  };

  for (const [, minus, space, phrase, piece] of rest.matchAll(PIECE)) {
    const { length } = words;
    if (space === undefined)
      addPiece(phrase ?? piece, minus ? excluded : words, phrase === undefined || minus ? 0 : ++phrases);
    // A mark of punctuation behind a word says that it is whole.
    endsInWord = piece && words.length > length && /[0-9a-z\x80-\uffff]$/i.test(piece);
  }

  const last = words.at(-1);
  if (endsInWord && rest === text) {
    last.unfinished = true;
    if (last.joined && words[1]) words.at(-2).unfinished = true;
  }
  // A word twice counts once, but within phrases, which need each.
  const kept = [];
  for (const word of words)
    if (word.phrase || kept.every((other) => other.written !== word.written)) kept.push(word);
  return { words: kept, excluded, phrases };
}
