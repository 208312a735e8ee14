// engine.js - asks the index of one language, as `schedario search` does: the same words find the
// same sheets in the same order with the same scores (src/search/query.h says how). No DOM, no
// network of its own: who opens it hands in the files. Runs in browsers and in node alike.
//
//     const engine = await openEngine({ header, read });
//     const found = await engine.query({ text: 'inclusione', choices: [], sort: '', counts: true });
//     if (!found) return;                       // a newer question was asked meanwhile
//     const cards = await engine.cards(found.documents.slice(0, 10));
//
// Whatever cannot be read rejects with an IndexFailure (bytes.js): kind 'missing', 'damaged' or
// 'version', and the file's name. The next call tries the file again.
import { chooseHits, wantColumns } from './choose.js';
import { excerptOf, marksOf } from './marks.js';
import { findWord } from './words.js';
import { openReader } from './reader.js';
import { parseQuery } from './parse.js';
import { scoreQuery } from './score.js';

const EXCERPT_LENGTH = 240;
const CHOICES = 64;

/**
 * Opens an index.
 *
 * @param {object} options
 * @param {Uint8Array} options.header  the bytes of header.bin, which the page holds
 * @param {(name: string) => Promise<Uint8Array>} options.read  a file's bytes as they are on disk;
 *     rejects, or gives nothing, where there is no such file. Several are asked for at once.
 * @returns {Promise<Engine>}
 */
export async function openEngine({ header, read }) {
  const reader = await openReader(header, read);
  const { language, documentCount, columns } = reader;
  let turn = 0, asked = [];

  // The answer, or nothing where files are wanted first.
  const ask = (question) => {
    const query = parseQuery(question.text, language, (folded) => reader.common.has(folded));
    const { words, excluded } = query, notes = [];
    const onlyCommon = words.every((word) => word.common);
    for (const word of words)
      if (onlyCommon || word.phrase || !word.common) findWord(reader, word, notes);
    for (const word of excluded) {
      // A word that is nowhere excludes nothing.
      const nowhere = [];
      findWord(reader, word, nowhere);
      if (nowhere.length) word.matches = [];
    }
    for (const word of [...words, ...excluded])
      for (const { shard, group } of word.matches) {
        reader.shard(shard);
        if (word.phrase && !word.common) reader.positions(shard, group, 0);
      }
    const chosen = { ...question, sort: question.sort || (words.length ? '' : 'list') };
    wantColumns(reader, chosen);
    const hits = !reader.wanted.size && scoreQuery(reader, query);
    if (reader.wanted.size) return null;
    asked = words.filter((word) => !word.common || onlyCommon);
    return { ...chooseHits(reader, chosen, hits), notes };
  };

  // What to mark: the forms that the words were found by, and others of their stems; to each the word's
  // number.
  const formsAsked = () => {
    const forms = new Map();
    asked.forEach(({ matches }, number) => {
      for (const { shard, group } of matches)
        for (const entry of reader.shard(shard).entries)
          if (entry.group === group && entry.shard === shard) forms.set(entry.folded, number);
    });
    return forms;
  };

  // What `each` gives for all documents, once it wants no file any more.
  const readAll = async (documents, each) => {
    for (;;) {
      const found = Array.from(documents, each);
      if (!reader.wanted.size) return found;
      await reader.fetch();
    }
  };

  return {
    language, documentCount, columns,
    get requests() { return reader.requests; },
    get bytes() { return reader.bytes; },

    async query({ text = '', choices = [], sort = '', counts = false }) {
      const mine = ++turn;
      for (;;) {
        const answer = ask({ text, choices: choices.slice(0, CHOICES), sort, counts });
        if (answer) return answer;
        try {
          await reader.fetch();
        } catch (failure) {
          if (mine === turn) throw failure;
        }
        if (mine !== turn) return null;
      }
    },

    async cards(documents) {
      const forms = formsAsked();
      const found = await readAll(documents, reader.card);
      return found.map(({ text, ...card }) => ({
        ...card,
        titleMarks: marksOf(card.title, forms, language),
        excerpt: excerptOf(text, forms, language, EXCERPT_LENGTH),
      }));
    },

    async records(documents) {
      const found = await readAll(documents, (document) => [reader.card(document), reader.record(document)]);
      return found.map(([card, fields]) => ({ key: card.key, fields }));
    },

    async column(id) {
      const wanted = columns.find((column) => column.id === id);
      return (await readAll([wanted], reader.column))[0] ?? null;
    },
  };
}

/**
 * @typedef {object} Engine
 * @property {string} language       as the site writes it: 'it'
 * @property {number} documentCount  a document is a sheet; its number, from 0, is the index's own
 *     and means nothing outside this build: keys ("esperienze/all-inclusive") last
 * @property {Column[]} columns      what may be chosen and sorted by, in the schema's order
 * @property {number} requests       files read so far
 * @property {number} bytes          of these files, as they are on disk
 * @property {(question: Question) => Promise<?Answer>} query  null: a newer question was asked before
 *     this one was answered, and it was given up
 * @property {(documents: Iterable<number>) => Promise<Card[]>} cards  with marks for the words of the
 *     last answer; in the order of `documents`
 * @property {(documents: Iterable<number>) => Promise<Sheet[]>} records  all fields, to be compared
 *     and downloaded
 * @property {(id: string) => Promise<?ColumnData>} column  null: there is none of this id. Read once.
 */

/**
 * @typedef {object} Column
 * @property {string} id     the field's; 'collection', and 'list': the order of the lists, are among them
 * @property {'values'|'numbers'|'order'} kind
 * @property {{filter: boolean, order: boolean, range: boolean, dates: boolean}} uses
 *     dates: its numbers are days since 1 January 1970
 */

/**
 * @typedef {object} ColumnData
 * @property {string} id
 * @property {string} label
 * @property {'values'|'numbers'|'order'} kind
 * @property {{id: string, label: string, parent: number, documents: Uint32Array}[]} values
 *     of kind 'values', a parent before what is below it; parent: its place here, -1 for none. The
 *     documents of a value are those of the values below it, too. Of other kinds it is empty.
 * @property {Uint32Array} documents  of the other kinds: those that have a value, ascending
 * @property {Float64Array} numbers   theirs, in the same order; money in cents where scale is 2
 * @property {number} scale           a number is numbers[i] / 10 ** scale
 */

/**
 * @typedef {object} Question
 * @property {string} [text]    any text at all; '': every document, in the order of the lists
 * @property {{column: string, value: string}[]} [choices]  of one column: any of them; of several
 *     columns: each. A value's id; of numbers "50000-200000", "50000..", of dates "2017..2019-06"
 * @property {string} [sort]    a column's id, with "-" in front descending; '': by relevance.
 *     Documents without the value come last
 * @property {boolean} [counts] fill `facets`
 */

/**
 * @typedef {object} Answer
 * @property {Uint32Array} documents  best first
 * @property {Uint32Array} scores     in the same order; to be compared within this answer alone
 * @property {number} allCount        how many hold every word; unless sorted, they come first
 * @property {{typed: string, used: string}[]} notes  words that are nowhere, and what they were taken
 *     for
 * @property {{column: string, counts: Uint32Array}[]} facets  of the columns of kind 'values' that
 *     filter; counts by place among the column's values: what choosing that one would give, with the
 *     choices of the same column left out
 * @property {?{kind: 'column'|'value'|'order', name: string}} mistake  something that there is not was
 *     chosen or sorted by: then no document is found
 */

/**
 * @typedef {object} Card
 * @property {string} key      "collection/id"
 * @property {string} address  of its page
 * @property {string} title
 * @property {number[][]} titleMarks  [from, to] of what to highlight, in UTF-16 units, ascending
 * @property {{field: string, text: string}[]} facts
 * @property {{text: string, marks: number[][], cutBefore: boolean, cutAfter: boolean}} excerpt
 *     around the question's words; cut…: there is more text on that side
 */

/**
 * @typedef {object} Sheet
 * @property {string} key
 * @property {{id: string, label: string, text: string}[]} fields
 */
