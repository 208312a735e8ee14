// page-node.js - elements and words of the page.

export const settings = JSON.parse(document.getElementById('_search').textContent);
export const words = settings.words;

export const find = (selector, root = document) => root.querySelector(selector);
export const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];

/** An element. What it has as a property is set so, the rest as attributes. */
export function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const name in properties)
    if (name in element) element[name] = properties[name];
    else element.setAttribute(name, properties[name]);
  element.append(...children);
  return element;
}

export const button = (label, onclick, more, ...children) =>
  make('button', { type: 'button', onclick, ...more }, label, ...children);

export const hasFocus = (place) => place.contains(document.activeElement);

/** A list without a value, or with it at its end. */
export const without = (list, value, added) => [...list.filter((one) => one !== value), ...(added ? [value] : [])];

/** A copy of what a <template> holds. */
export const copyOf = (id) => find(id).content.firstElementChild.cloneNode(true);

/** The id of what a part of the page stands for: the last step of its link's address, unless it says. */
export const idOf = (part) => part.dataset.id ?? find('a', part).pathname.split('/').at(-2);

/** A text with {name} filled in. */
export const say = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

export const sayNumber = (number) => number.toLocaleString(settings.language, { maximumFractionDigits: 2 });

const plurals = new Intl.PluralRules(settings.language);
/** One of two texts by number, which is filled in as {n}. */
export const sayCount = (forms, n) =>
  say(forms[plurals.select(n) === 'one' ? 0 : 1], { n: sayNumber(n) });

/** A text as nodes, its parts [from, to] marked. */
export function marked(text, marks) {
  let at = 0;
  const nodes = marks.flatMap(([from, to]) => [
    text.slice(at, from), make('mark', {}, text.slice(from, (at = to)))]);
  return [...nodes, text.slice(at)];
}
