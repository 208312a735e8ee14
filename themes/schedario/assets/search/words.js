// words.js - the stems that a word of a query stands for: src/search/query_words.c.
import { textOf } from './bytes.js';
import { charactersOf, isSpelled, reverseText, spellingDistance, spellingHalves, spellingReach } from './spelling.js';
import { codeSplit } from './terms.js';

export const WHOLE = 16;
const OTHER_ACCENT = 14;
const UNFINISHED = 12;
const UNFINISHED_TOO = 4;
const MISTAKES = [WHOLE, 13, 10];
const SAME_BEGINNING = 8;
const MATCHES = 48;
const BEGINNINGS = 512;
const NEIGHBOURS = 3;
const SHARED_FORMS = 8;

function addMatch(word, entry, exact, fraction) {
  const bit = exact ? 1 << entry.bit : 0;
  const match = word.matches.find((one) => one.shard === entry.shard && one.group === entry.group);
  if (match) match.exact |= match.fraction === fraction ? bit : 0;
  else if (word.matches.length < MATCHES)
    word.matches.push({ shard: entry.shard, group: entry.group, exact: bit, fraction });
}

// Forms with these letters; the one with the accents as typed is the exact one, where there is one.
function addForms(reader, word, folded, written, fraction) {
  const found = reader.forms(folded);
  const isWritten = (entry) => entry.written === written;
  const hasWritten = found.some(isWritten);
  const isExact = (entry) => !hasWritten || isWritten(entry);
  for (const entry of found) if (isExact(entry)) addMatch(word, entry, true, fraction);
  for (const entry of found)
    if (!isExact(entry)) addMatch(word, entry, false, (fraction * OTHER_ACCENT / WHOLE) | 0);
  return found.length;
}

function neighboursOf(reader, folded, reach) {
  const [first, last] = spellingHalves(folded);
  const found = new Map();
  const look = (key, back) => {
    for (const [text, rank] of reader.vocabulary(key)) {
      const candidate = back ? reverseText(text.slice(1)) : text.slice(1);
      const distance = spellingDistance(folded, candidate, reach);
      if (distance <= reach) found.set(candidate, { text: candidate, distance, rank });
    }
  };
  look('>' + first, false);
  look('<' + last, true);
  return [...found.values()].sort((a, b) =>
    a.distance - b.distance || b.rank - a.rank || (a.text < b.text ? -1 : 1));
}

function addNeighbours(reader, word, notes) {
  const reach = spellingReach(word.folded);
  if (!reach) return;
  const neighbours = neighboursOf(reader, word.folded, reach);
  for (const { text, distance } of neighbours.slice(0, NEIGHBOURS))
    if (distance === neighbours[0].distance) addForms(reader, word, text, text, MISTAKES[distance]);
  if (neighbours.length) notes.push({ typed: textOf(word.written), used: textOf(neighbours[0].text) });
}

// The words that share the longest beginning with it.
function addShared(reader, word, notes) {
  const characters = charactersOf(word.folded);
  const waiting = reader.wanted.size;
  const least = Math.max((characters.length * 2 / 3) | 0, 4);
  if (!isSpelled(word.folded)) return;
  for (let shared = characters.length; shared-- > least;) {
    const found = reader.beginnings(characters.slice(0, shared).join(''), SHARED_FORMS);
    if (reader.wanted.size > waiting) return;
    for (const entry of found) addMatch(word, entry, false, SAME_BEGINNING);
    if (found.length) {
      notes.push({ typed: textOf(word.written), used: textOf(found[0].written) });
      return;
    }
  }
}

// Fills word.matches as far as what is read goes: where the reader waits for more, ask again then.
export function findWord(reader, word, notes) {
  const waiting = reader.wanted.size;
  const isOpen = () => !word.matches.length && reader.wanted.size === waiting;
  const found = addForms(reader, word, word.folded, word.written, WHOLE);
  if (word.joined) return;
  if (word.unfinished && charactersOf(word.folded).length > 1)
    for (const entry of reader.beginnings(word.folded, BEGINNINGS))
      addMatch(word, entry, true, found ? UNFINISHED_TOO : UNFINISHED);
  const split = codeSplit(word.folded);
  if (isOpen() && split)
    addForms(reader, word, word.folded.slice(split), word.folded.slice(split), SAME_BEGINNING);
  if (isOpen()) addNeighbours(reader, word, notes);
  if (isOpen()) addShared(reader, word, notes);
}
