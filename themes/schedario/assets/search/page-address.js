// page-address.js - what the reader chose, as an address and back:
// ?q=words&FIELD=value&FIELD=value&ordine=-FIELD&id=SHEET

const TEXT_MAX = 1000;
const CHOICES_MAX = 60;
export const PICKS_MAX = 4;

/** `fields`: the ids of what can be chosen; `orders`: the values of the list of orders. */
export function readAddress(address, fields, orders) {
  const parts = new URLSearchParams(address);
  const choices = new Map();
  let count = 0;
  for (const id of fields) {
    const values = new Set(parts.getAll(id).filter((value) => value && count++ < CHOICES_MAX));
    if (values.size) choices.set(id, [...values]);
  }
  const sort = parts.get('ordine');
  return {
    text: (parts.get('q') ?? '').slice(0, TEXT_MAX),
    choices,
    sort: orders.includes(sort) ? sort : '',
    picks: [...new Set(parts.getAll('id'))].slice(0, PICKS_MAX),
  };
}

export function writeAddress({ text, choices, sort, picks }) {
  const parts = new URLSearchParams();
  for (const [name, values] of [['q', [text.trim()]], ...choices, ['ordine', [sort]], ['id', picks]])
    for (const value of values) if (value) parts.append(name, value);
  return parts.toString();
}
