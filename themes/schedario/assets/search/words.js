// words.js - the stems that a word of a query stands for: src/search/query_words.c.
import { textOf } from './bytes.js';
import { charactersOf, reverseText, spellingDistance, spellingReach } from './spelling.js';
import { codeSplit } from './terms.js';

const WHOLE = 16;
const OTHER_ACCENT = 14;
const UNFINISHED = 12;
const UNFINISHED_TOO = 4;
const MISTAKES = [WHOLE, 13, 10];
const SAME_BEGINNING = 8;
const MATCHES = 48;
const BEGINNINGS = 512;
const NEIGHBOURS = 3;
const SPELLING_END = 3;
const SHARED_FORMS = 8;

// Fills word.matches as far as what is read goes: where the reader waits for more, ask again then.
export function findWord(reader, word, notes) {
  const { folded, matches } = word;
  const waiting = reader.wanted.size;
  const isOpen = () => !matches.length && reader.wanted.size === waiting;
  const note = (used) => notes.push({ typed: textOf(word.written), used: textOf(used) });

  const addMatch = ({ shard, group, bit }, fraction, exact = true) => {
    const bits = exact ? 1 << bit : 0;
    const match = matches.find((one) => one.shard === shard && one.group === group);
    if (!match) matches.push({ shard, group, exact: bits, fraction });
    else if (match.fraction === fraction) match.exact |= bits;
    if (matches.length > MATCHES) matches.pop();
  };
  // Forms with these letters; the one with the accents as typed is the exact one, where there is one.
  const addForms = (form, written, fraction) => {
    const found = reader.forms(form);
    const others = found.filter((entry) => entry.written !== written);
    const same = others.length < found.length;
    if (same) found.forEach((entry) => entry.written === written && addMatch(entry, fraction));
    others.forEach((entry) => addMatch(entry, same ? fraction * OTHER_ACCENT >> 4 : fraction, !same));
    return found.length;
  };

  const found = addForms(folded, word.written, WHOLE);
  if (word.joined) return;
  const characters = charactersOf(folded);
  const { length } = characters;
  if (word.unfinished && length > 1)
    for (const entry of reader.beginnings(folded, BEGINNINGS))
      addMatch(entry, found ? UNFINISHED_TOO : UNFINISHED);
  const code = folded.slice(codeSplit(folded));
  if (isOpen() && code !== folded) addForms(code, code, SAME_BEGINNING);

  const reach = spellingReach(folded);
  if (!reach) return;
  if (isOpen()) {
    const nearestBy = (shared) => {
      const neighbours = new Map();
      const look = (key, turn) => {
        for (const [text, rank] of reader.vocabulary(key)) {
          const other = turn(text.slice(1)), distance = spellingDistance(folded, other, reach);
          if (distance <= reach) neighbours.set(other, { other, distance, rank });
        }
      };
      look('>' + characters.slice(0, shared).join(''), (text) => text);
      look('<' + characters.slice(length - shared).reverse().join(''), reverseText);
      return [...neighbours.values()].sort((a, b) =>
        a.distance - b.distance || b.rank - a.rank || (a.other < b.other ? -1 : 1));
    };
    // One half is whole after any one slip. A slip in each half leaves at least one of the ends.
    let nearest = nearestBy((length - 1) >> 1);
    if (!nearest.length && reach > 1 && isOpen()) nearest = nearestBy(SPELLING_END);
    for (const { other, distance } of nearest.slice(0, NEIGHBOURS))
      if (distance === nearest[0].distance) addForms(other, other, MISTAKES[distance]);
    if (nearest.length) note(nearest[0].other);
  }
  // The words that share the longest beginning with it.
  for (let shared = length; isOpen() && shared-- > Math.max(length * 2 / 3 | 0, 4);) {
    const alike = reader.beginnings(characters.slice(0, shared).join(''), SHARED_FORMS);
    if (isOpen() && alike.length) note(alike[0].written);
    alike.forEach((entry) => addMatch(entry, SAME_BEGINNING, false));
  }
}
