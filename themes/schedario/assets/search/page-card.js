// page-card.js - the cards of results, as the build writes those of the list.
import { hrefOf } from './files.js';
import { copyOf, find, findAll, marked, settings } from './page-node.js';

export function cardOf({ key, address, title, titleMarks, excerpt, facts }) {
  const article = copyOf('#_card');
  article.dataset.id = key.slice(key.indexOf('/') + 1);
  const link = find('a', article);
  link.href = hrefOf(address, settings);
  link.append(...marked(title, titleMarks));
  find('.summary', article).append(excerpt.cutBefore ? '… ' : '', ...marked(excerpt.text, excerpt.marks), excerpt.cutAfter ? ' …' : '');
  for (const place of findAll('[data-field]', article)) {
    const text = facts.find(({ field }) => field === place.dataset.field)?.text;
    if (!text) place.remove();
    else if (!place.textContent) place.append(text);
    else if (text > 1) place.lastChild.before(text + ' × ');
  }
  for (const part of findAll('p', article)) if (!find('[data-field]', part) && part.className !== 'summary') part.remove();
  return article;
}
