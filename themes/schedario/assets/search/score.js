// score.js - what each word says about each document, added up: src/search/query_score.c.
import { listOf, lowerBound } from './bytes.js';

const EXACT = 16;
const SIMILAR = 14;
const PROXIMITY = 8;
const EXCLUDED = 0xffffffff;
const TIER = 2 ** 28;

const bitsOf = (bits) => bits ? 1 + bitsOf(bits & (bits - 1)) : 0;
const BITS = listOf(256, bitsOf);

// {documents, scores, allCount}: best first; every word is in the first `allCount`.
export function scoreQuery(reader, { words, excluded, phrases }) {
  const { documentCount: count, postings } = reader;
  const newTable = () => new Uint32Array(count);
  const totals = newTable(), found = newTable(), titles = newTable(), titleStems = newTable();
  const onlyCommon = words.every((word) => word.common);
  let required = 0, before;

  words.forEach((word, number) => {
    if (!word.matches.length || (word.common && !onlyCommon)) return;
    const scores = newTable(), places = newTable(), bit = 1 << number;
    if (!word.joined) required |= bit;
    for (const { shard, group, exact, fraction } of word.matches) {
      const stem = postings(shard, group), { documents, levels, forms } = stem;
      const unit = stem.weight * fraction;
      for (let i = 0; i < documents.length; i++) {
        const d = documents[i];
        const score = levels[i] * unit * (!exact || (forms ? forms[i] : 1) & exact ? EXACT : SIMILAR) >>> 6;
        if (score > scores[d]) scores[d] = score;
        places[d] |= stem.places[i];
        found[d] |= bit;
        if (stem.titleStems[i]) {
          titles[d] |= bit;
          titleStems[d] = stem.titleStems[i];
        }
      }
    }
    const near = !word.joined && before;
    for (let d = 0; d < count; d++) {
      if (!scores[d]) continue;
      totals[d] += scores[d];
      // Words that stand together: their places share a bit, or have neighbouring ones.
      if (near && near.scores[d]) {
        const a = places[d], b = near.places[d];
        const strength = a & b ? 2 : (a << 1 | a >> 7 | a >> 1 | a << 7) & b & 255 ? 1 : 0;
        totals[d] += Math.min(scores[d], near.scores[d]) * PROXIMITY * strength *
          (9 - Math.min(BITS[a], BITS[b])) >> 8;
      }
    }
    before = { scores, places };
  });
  for (const { matches } of excluded)
    for (const { shard, group } of matches)
      for (const d of postings(shard, group).documents) found[d] = EXCLUDED;

  const placeOf = (list, value) => {
    const place = lowerBound(list, value);
    return list[place] === value ? place : -1;
  };
  // Calls for the positions of each of the word's stems in the document, until one is true.
  const somePositions = (word, d, test) => word.matches.some(({ shard, group }) => {
    const place = placeOf(postings(shard, group).documents, d);
    return place >= 0 && test(word.common ? [] : reader.positions(shard, group, place));
  });
  // Of common words no positions are kept: being there must do.
  const hasPhrase = (members, d) => {
    const anchor = members.find((word) => !word.common);
    if (!anchor) return found[d];
    return somePositions(anchor, d, (positions) => positions.some((position) =>
      position >= anchor.offset && members.every((word) => word === anchor ||
        somePositions(word, d, (others) =>
          word.common || placeOf(others, position - anchor.offset + word.offset) >= 0))));
  };
  const members = listOf(phrases, (i) => words.filter((word) => word.phrase === i + 1));

  // One number a hit, so that sorting numbers sorts hits: the tier, the score from above, the document.
  const keys = new Float64Array(count);
  const stems = bitsOf(required), everything = !words.length;
  let hits = 0;
  for (let d = 0; d < count; d++) {
    if (found[d] === EXCLUDED || !(everything || totals[d])) continue;
    if (!members.every((phrase) => hasPhrase(phrase, d))) continue;
    const isTitle = required && (titles[d] & required) === required && stems === titleStems[d];
    const tier = everything || (found[d] & required) === required ? 1 : 2;
    keys[hits++] = (tier * TIER - 1 - totals[d] * (isTitle ? 2 : 1)) * count + d;
  }
  const sorted = keys.subarray(0, hits).sort();
  const documents = new Uint32Array(hits), scores = new Uint32Array(hits);
  let allCount = 0;
  for (let i = 0; i < hits; i++) {
    const rank = Math.floor(sorted[i] / count);
    documents[i] = sorted[i] - rank * count;
    scores[i] = TIER - 1 - rank % TIER;
    if (rank < TIER) allCount = i + 1;
  }
  return { documents, scores, allCount };
}
