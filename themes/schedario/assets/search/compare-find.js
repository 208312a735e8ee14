// compare-find.js - sheets by their ids. The index knows documents by number alone: so the words of an
// id are asked for first, as most ids are made of their title; then the cards are read, one after the other.
import { hrefOf } from './files.js';
import { settings } from './page-node.js';

const LIKELY_MAX = 20;
const STEP = 200;

const idOfKey = (key) => key.slice(key.indexOf('/') + 1);

async function look(engine, documents, wanted, found) {
  const cards = await engine.cards(documents);
  cards.forEach((card, i) => {
    const id = idOfKey(card.key);
    if (card.key === settings.collection + '/' + id && wanted.has(id) && !found.has(id))
      found.set(id, { document: documents[i], title: card.title, href: hrefOf(card.address, settings) });
  });
}

/** A map from those ids that there are to {id, title, href, fields}. */
export async function findSheets(engine, ids) {
  const wanted = new Set(ids);
  const found = new Map();
  const ask = (text) => engine.query({
    text, choices: [{ column: 'collection', value: settings.collection }], sort: '', counts: false });
  for (const id of ids) await look(engine, (await ask(id.replaceAll('-', ' '))).documents.slice(0, LIKELY_MAX), wanted, found);
  if (found.size < wanted.size) {
    const { documents } = await ask('');
    for (let at = 0; at < documents.length && found.size < wanted.size; at += STEP)
      await look(engine, documents.slice(at, at + STEP), wanted, found);
  }
  const sheets = [...found];
  const records = await engine.records(sheets.map(([, { document }]) => document));
  return new Map(sheets.map(([id, { title, href }], i) => [id, { id, title, href, fields: records[i].fields }]));
}
