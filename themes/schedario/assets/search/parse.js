// parse.js - what was typed, as words: src/search/query_parse.c.
import { bytesOf, cutText } from './bytes.js';
import { TERM_BYTES, chainsOf, foldTerm, wordsOf } from './terms.js';

const QUERY_BYTES = 1000;
const QUERY_WORDS = 30;
const isQuote = (character) => /["\u201c\u201d\u201e\u00ab\u00bb]/.test(character);
const isWhite = (character) => /[ \t-\r]/.test(character);

// {words, excluded, phrases}. A word: {folded, written} (terms.js); common; unfinished; joined: of parts,
// which stand for it as well; phrase: 1 and up, 0: in none; offset: in its phrase.
export function parseQuery(text, language, isCommon) {
  const rest = cutText(text, QUERY_BYTES);
  const query = { words: [], excluded: [], phrases: 0 };
  let endsInWord = false;

  const addWord = (list, word, joined, phrase, offset) => {
    const { folded, written } = foldTerm(word, language);
    if (folded && list.length < QUERY_WORDS)
      list.push({ folded, written, common: isCommon(folded), unfinished: false, joined, phrase, offset });
  };
  const addPiece = (piece, list, phrase) => {
    let offset = 0;
    for (const chain of chainsOf(piece, wordsOf(piece, language))) {
      for (const word of chain) addWord(list, word.text, false, phrase, offset++);
      const joined = chain.map((word) => word.text).join('');
      if (chain.length > 1 && chain.length < 5 && !phrase && bytesOf(joined).length <= TERM_BYTES)
        addWord(list, joined, true, 0, 0);
    }
  };

  for (let at = 0, end; at < rest.length; at = end) {
    end = at + 1;
    if (isWhite(rest[at])) {
      endsInWord = false;
      continue;
    }
    const excluded = rest[at] === '-' && end < rest.length;
    const list = excluded ? query.excluded : query.words;
    if (excluded) at = end;
    end = at + isQuote(rest[at]);
    if (end > at) {
      while (end < rest.length && !isQuote(rest[end])) end++;
      addPiece(rest.slice(at + 1, end++), list, excluded ? 0 : ++query.phrases);
      endsInWord = false;
      continue;
    }
    while (end < rest.length && !isWhite(rest[end]) && !isQuote(rest[end])) end++;
    const count = query.words.length;
    addPiece(rest.slice(at, end), list, 0);
    // A mark of punctuation behind a word says that it is whole.
    endsInWord = query.words.length > count && /[0-9a-z\x80-\uffff]/i.test(rest[end - 1]);
  }

  const last = query.words.at(-1);
  if (endsInWord && rest.length === text.length) {
    last.unfinished = true;
    if (last.joined && query.words.length > 1) query.words.at(-2).unfinished = true;
  }
  // A word twice counts once, but within phrases, which need each.
  const kept = [];
  for (const word of query.words)
    if (word.phrase || kept.every((other) => other.written !== word.written)) kept.push(word);
  query.words = kept;
  return query;
}
