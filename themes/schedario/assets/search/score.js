// score.js - what each word says about each document, added up: src/search/query_score.c.
import { lowerBound } from './bytes.js';

const EXACT = 16;
const SIMILAR = 14;
const PROXIMITY = 8;
const EXCLUDED = 0xffffffff;

const countBits = (bits) => {
  let count = 0;
  for (; bits; bits &= bits - 1) count++;
  return count;
};
const BITS = Uint8Array.from({ length: 256 }, (_, byte) => countBits(byte));

// Words that stand together: their places share a bit, or have neighbouring ones.
function proximity(a, b, aPlaces, bPlaces) {
  const near = aPlaces << 1 | aPlaces >> 7 | aPlaces >> 1 | aPlaces << 7;
  const strength = aPlaces & bPlaces ? 2 : near & bPlaces & 255 ? 1 : 0;
  const fewer = Math.min(BITS[aPlaces], BITS[bPlaces]);
  return (Math.min(a, b) * PROXIMITY * strength * (9 - fewer) / 256) | 0;
}

const newLayer = (count) => ({ scores: new Uint32Array(count), places: new Uint8Array(count) });

// The tables that a score is added up in, one number a document.
export function newTables(count) {
  return {
    totals: new Uint32Array(count),
    words: new Uint32Array(count),
    titleWords: new Uint32Array(count),
    titleStems: new Uint8Array(count),
    layer: newLayer(count),
    before: newLayer(count),
  };
}

function scoreWord(reader, tables, word, number) {
  const { words, titleWords, titleStems } = tables;
  const { scores, places } = tables.layer;
  const bit = 1 << number;
  scores.fill(0);
  places.fill(0);
  for (const match of word.matches) {
    const postings = reader.postings(match.shard, match.group);
    const { documents, levels, forms } = postings;
    const exact = postings.weight * match.fraction * EXACT;
    const similar = postings.weight * match.fraction * SIMILAR;
    for (let i = 0; i < documents.length; i++) {
      const document = documents[i];
      const isExact = !match.exact || (forms ? forms[i] : 1) & match.exact;
      const score = (levels[i] * (isExact ? exact : similar)) >>> 6;
      if (score > scores[document]) scores[document] = score;
      places[document] |= postings.places[i];
      words[document] |= bit;
      if (postings.titleStems[i]) {
        titleWords[document] |= bit;
        titleStems[document] = postings.titleStems[i];
      }
    }
  }
}

function addLayer(tables, hasBefore) {
  const { totals, layer: { scores, places }, before } = tables;
  for (let d = 0; d < totals.length; d++) {
    const score = scores[d];
    if (!score) continue;
    totals[d] += score;
    if (hasBefore && before.scores[d])
      totals[d] += proximity(score, before.scores[d], places[d], before.places[d]);
  }
  [tables.layer, tables.before] = [tables.before, tables.layer];
}

// ---- phrases ----

const placeOf = (list, value) => {
  const place = lowerBound(list, value);
  return list[place] === value ? place : -1;
};

// Calls for the positions of each of the word's stems in the document, until one is true.
function somePositions(reader, word, document, test) {
  return word.matches.some(({ shard, group }) => {
    const place = placeOf(reader.postings(shard, group).documents, document);
    return place >= 0 && test(word.common ? [] : reader.positions(shard, group, place));
  });
}

// Of common words no positions are kept: being there must do.
function hasPhrase(reader, query, phrase, document, tables) {
  const members = query.words.filter((word) => word.phrase === phrase);
  const anchor = members.find((word) => !word.common);
  if (!anchor) return tables.words[document] !== 0;
  return somePositions(reader, anchor, document, (positions) => positions.some((position) =>
    position >= anchor.offset && members.every((word) => word === anchor ||
      somePositions(reader, word, document, (others) =>
        word.common || placeOf(others, position - anchor.offset + word.offset) >= 0))));
}

// ---- all together ----

// {documents, scores, all}: best first; all[i]: every word is in it.
export function scoreQuery(reader, query, tables) {
  const { totals, words, titleWords, titleStems } = tables;
  for (const table of [totals, words, titleWords, titleStems]) table.fill(0);
  const onlyCommon = query.words.every((word) => word.common);
  let required = 0, hasBefore = false;
  query.words.forEach((word, number) => {
    if (!word.matches.length || (word.common && !onlyCommon)) return;
    if (!word.joined) required |= 1 << number;
    scoreWord(reader, tables, word, number);
    addLayer(tables, hasBefore && !word.joined);
    hasBefore = true;
  });
  for (const word of query.excluded)
    for (const { shard, group } of word.matches)
      for (const document of reader.postings(shard, group).documents) words[document] = EXCLUDED;

  const everything = !query.words.length;
  const requiredCount = countBits(required);
  // One number a hit, so that sorting numbers sorts hits: the tier, the score from above, the document.
  const count = totals.length;
  const keys = new Float64Array(count);
  let hits = 0;
  next: for (let d = 0; d < count; d++) {
    if (words[d] === EXCLUDED || (!everything && !totals[d])) continue;
    for (let phrase = 1; phrase <= query.phrases; phrase++)
      if (!hasPhrase(reader, query, phrase, d, tables)) continue next;
    const all = everything || (words[d] & required) === required;
    const isTitle = required && (titleWords[d] & required) === required && requiredCount === titleStems[d];
    const score = isTitle ? totals[d] * 2 : totals[d];
    keys[hits++] = ((all ? 0 : 2 ** 28) + (2 ** 28 - 1 - score)) * count + d;
  }
  const sorted = keys.subarray(0, hits).sort();
  const documents = new Uint32Array(hits), scores = new Uint32Array(hits), alls = new Uint8Array(hits);
  for (let i = 0; i < hits; i++) {
    const rank = Math.floor(sorted[i] / count);
    documents[i] = sorted[i] - rank * count;
    scores[i] = 2 ** 28 - 1 - rank % 2 ** 28;
    alls[i] = rank < 2 ** 28;
  }
  return { documents, scores, alls };
}
