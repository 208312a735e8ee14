// search.mjs FOLDER: the page of a collection's list, as its readers search and filter in it.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { fileOf, serve } from './server.mjs';

const folder = process.argv[2];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const list = '/esperienze/';
const all = JSON.parse(readFileSync(join(folder, 'esperienze/esperienze.json'), 'utf8'));

let passed = 0;
let failed = 0;
function check(name, ...problems) {
  const found = problems.flat().filter(Boolean);
  if (found.length === 0) {
    passed++;
    console.log(`ok ${name}`);
  } else {
    failed++;
    console.log(`not ok ${name}`);
    for (const problem of found.slice(0, 8)) console.log(`    ${problem}`);
  }
}
const same = (what, found, expected) =>
  JSON.stringify(found) === JSON.stringify(expected) ? '' : `${what}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`;

const site = await serve(folder);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

const strangers = new Set();
const complaints = new Set();
async function open({ width = 1280, height = 900, dark = false, script = true, ...more } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', javaScriptEnabled: script, ...more,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(site.address)) strangers.add(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.add(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.add(`${page.url()}: ${error.message}`));
  return page;
}
const close = (page) => page.context().close();

// Runs a part with a page of its own; what it throws is a failure with its name.
async function part(name, work, options) {
  if (process.env.PART && !name.includes(process.env.PART)) return;
  const page = await open(options);
  try {
    await work(page);
  } catch (error) {
    check(name, error.message.split('\n').slice(0, 4));
  }
  await close(page);
}
const go = (page, address) => page.goto(site.address + address);
const settled = async (page) => {
  await page.waitForTimeout(250);
  await page.waitForFunction(() => document.querySelector('#_list').ariaBusy !== 'true');
};
const titles = (page) => page.$$eval('#_list .card a', (links) => links.map((link) => link.textContent));
const total = async (page) => Number((await page.textContent('#_total')).match(/\d+/)[0]);
const parts = (page) => [...new URL(page.url()).searchParams];
const focus = (page) => page.evaluate(() => {
  const { activeElement } = document;
  return activeElement === document.body ? 'nothing' : activeElement.id || activeElement.textContent.trim() || activeElement.tagName;
});
async function type(page, text) {
  await page.fill('#_q', text);
  await settled(page);
}
const box = (page, facet, value) => page.locator(`[data-facet="${facet}"]`).getByRole('checkbox', { name: value, exact: false }).first();
async function tick(page, facet, value) {
  await page.$eval(`[data-facet="${facet}"]`, (details) => { details.open = true; });
  await box(page, facet, value).click();
  await settled(page);
}
const countBeside = (page, facet, value) =>
  page.$eval(`[data-facet="${facet}"]`, (details, label) => {
    const item = [...details.querySelectorAll('label')].find((one) => one.children[1].textContent === label);
    return Number(item.querySelector('.count').textContent);
  }, value);

// ---- without script

await part('without script', async (page) => {
  await go(page, list);
  check('without script: the list is whole, facets are links',
    same('cards', (await page.$$('#_list .card')).length, 12),
    same('boxes', (await page.$$('input')).length, 0),
    (await page.$$('.filters li a')).length < 20 && 'few links to terms',
    !/serve JavaScript/.test(await page.textContent('noscript')) && 'nothing says why there is no search');
  await go(page, '/');
  await page.fill('input[name=q]', 'lavoro');
  await page.press('input[name=q]', 'Enter');
  check('without script: the search of the home page leads to the list',
    same('address', new URL(page.url()).pathname, list), (await page.$$('.card')).length !== 12 && 'no list');
}, { script: false });

await part('from the home page', async (page) => {
  for (const start of ['/', '/404.html']) {
    await go(page, start);
    await page.fill('input[name=q]', 'lavoro');
    await page.press('input[name=q]', 'Enter');
    await page.waitForSelector('#_list mark');
    check(`${start}: its search shows the results of the list`, same('address', parts(page), [['q', 'lavoro']]));
  }
});

// ---- words

await part('words', async (page) => {
  const asked = [];
  page.on('request', (request) => { if (/\.bin|\/search\//.test(new URL(request.url()).pathname)) asked.push(request.url()); });
  await go(page, list);
  await page.waitForTimeout(200);
  check('the list opens with all sheets and reads nothing of the index',
    same('cards', (await titles(page)).length, 12), same('files', asked.length, 0), same('total', await total(page), all.length));

  await page.fill('#_q', 'l');
  await page.waitForTimeout(300);
  check('one letter asks nothing yet', same('total', await total(page), all.length));
  await page.fill('#_q', '');
  await page.type('#_q', 'disab', { delay: 30 });
  await settled(page);
  const found = await titles(page);
  check('results come as one types, the last word unfinished',
    found.length < 2 && `${found.length} results`, (await total(page)) >= all.length && 'all sheets',
    same('the field has the focus', await focus(page), '_q'));
  check('what was found is marked in titles and excerpts',
    (await page.$$('#_list .summary mark')).length === 0 && 'nothing is marked',
    (await page.$$eval('#_list mark', (marks) => marks.filter((mark) => !/^disab/i.test(mark.textContent)).map((mark) => mark.textContent))));
  check('the number is announced', same('role', await page.getAttribute('#_total', 'role'), 'status'),
    !/\d+ sched/.test(await page.textContent('#_total')) && 'no number');

  await type(page, 'inclusoine');
  check('a mistyped word finds its neighbour and says so',
    !/Risultati per inclusione/.test(await page.textContent('.note')) && (await page.textContent('.note')),
    (await titles(page)).length === 0 && 'no results');

  await type(page, 'energia lavoro');
  const tiers = await page.$$eval('#_list h2', (headings) => headings.map((heading) => heading.textContent));
  check('sheets with all the words stand apart from those with some',
    !tiers.includes('Con alcune delle parole') && `the headings are ${tiers}`);
  await type(page, 'comune');
  check('sheets of other collections are one step away',
    !(await page.isVisible('#_elsewhere a')) && 'no link', !/\d+ anche in Enti/.test(await page.textContent('#_elsewhere')) && (await page.textContent('#_elsewhere')));
  await page.click('#_elsewhere a >> text=Enti');
  await settled(page);
  check('the link leads to the results there', same('path', new URL(page.url()).pathname, '/enti/'), (await page.$$('mark')).length === 0 && 'nothing is marked');
});

// ---- facets

await part('facets', async (page) => {
  await go(page, list);
  const before = await countBeside(page, 'temi', 'Disabilità');
  await tick(page, 'temi', 'Disabilità');
  const alone = await total(page);
  check('ticking a value gives what its count said', same('total', alone, before));
  const other = await countBeside(page, 'temi', 'Trasparenza');
  await tick(page, 'temi', 'Trasparenza');
  const either = await total(page);
  check('values of one facet are alternatives, each count that of the value alone',
    either < Math.max(alone, other) && `${either} of ${alone} and ${other}`, either > alone + other && 'too many');
  const promised = await countBeside(page, 'fondi', 'FSE - Fondo sociale europeo');
  await tick(page, 'fondi', 'FSE');
  check('facets narrow each other', same('total', await total(page), promised));
  check('values with no sheet are greyed', (await page.$$eval('.filters input:disabled', (boxes) => boxes.length && boxes.every((one) => one.parentElement.querySelector('.count').textContent === '0'))) ? '' : 'none is');
  check('what is chosen stands in the address', same('address', parts(page), [['temi', 'disabilita'], ['temi', 'trasparenza'], ['fondi', 'fse']]));
  const chips = await page.$$eval('#_chips button', (buttons) => buttons.map((button) => button.textContent));
  check('and in chips', same('chips', chips, ['Ambiti tematici: Disabilità', 'Ambiti tematici: Trasparenza', 'Fonte di finanziamento: FSE - Fondo sociale europeo', 'Togli tutto']));

  await page.goBack();
  await settled(page);
  check('back takes back the last choice', same('total', await total(page), either), same('box', await box(page, 'fondi', 'FSE').isChecked(), false));
  await page.goForward();
  await settled(page);
  check('forward makes it again', same('total', await total(page), promised), same('box', await box(page, 'fondi', 'FSE').isChecked(), true));
  const shared = await titles(page);
  await page.reload();
  await settled(page);
  check('a shared address opens the same', same('titles', await titles(page), shared));

  await page.focus('#_chips li:nth-child(2) button');
  await page.keyboard.press('Enter');
  await settled(page);
  check('a chip takes its choice away, the focus goes to the next', same('address', parts(page), [['temi', 'disabilita'], ['fondi', 'fse']]), same('focus', await focus(page), 'Fonte di finanziamento: FSE - Fondo sociale europeo'));
  await page.click('#_chips >> text=Togli tutto');
  await settled(page);
  check('all choices can be taken away at once', same('address', parts(page), []), same('total', await total(page), all.length), same('focus', await focus(page) !== 'nothing', true));

  const tree = await page.$$eval('[data-facet=territori] li li', (items) => items.length);
  check('terms below others stand as a tree', tree === 0 && 'no term stands below another');
  await page.fill('[data-facet=territori] input[type=search]', 'firenze');
  const left = await page.$$eval('[data-facet=territori] label', (labels) => labels.filter((label) => label.checkVisibility()).map((label) => label.children[1].textContent));
  check('a long facet can be searched, what a term stands below stays', same('labels', left, ['Toscana', 'Area AUSL Centro', 'Zona-distretto Firenze']));
});

// ---- ranges

await part('ranges', async (page) => {
  const within = (low, high) => all.filter(({ fields: { budget } }) => budget && budget.amount >= low && budget.amount <= high).length;
  await go(page, list);
  await page.click('[data-range=budget] summary');
  await page.waitForSelector('[data-range=budget] .bars button');
  const bars = await page.$$eval('[data-range=budget] .bars button', (buttons) => buttons.map((button) => button.getAttribute('aria-label')));
  check('a range shows how the values lie', bars.length < 3 && `${bars.length} bars`, bars.length > 10 && `${bars.length} bars`, !/€.*: \d+ sched/.test(bars[0]) && bars[0]);
  await page.fill('[data-range=budget] input >> nth=0', '50.000');
  await page.press('[data-range=budget] input >> nth=0', 'Tab');
  await page.fill('[data-range=budget] input >> nth=1', '200000');
  await page.press('[data-range=budget] input >> nth=1', 'Enter');
  await settled(page);
  check('two ends leave what lies between', same('total', await total(page), within(50000, 200000)), same('address', parts(page), [['budget', '50000-200000']]));
  check('an end is written as the language has it', same('ends', await page.$$eval('[data-range=budget] input', (inputs) => inputs.map(({ value }) => value)), ['50.000', '200.000']));
  await page.fill('[data-range=budget] input >> nth=1', 'molto');
  await page.press('[data-range=budget] input >> nth=1', 'Enter');
  check('what is no number is said to be none', same('invalid', await page.getAttribute('[data-range=budget] input >> nth=1', 'aria-invalid'), 'true'), same('address', parts(page), [['budget', '50000-200000']]));
  await page.goBack();
  await settled(page);
  await page.goBack();
  await settled(page);
  check('back leads out of a range', same('total', await total(page), all.length));

  await page.focus('[data-range=budget] .bars button');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const label = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  await page.keyboard.press('Enter');
  await settled(page);
  check('bars are walked with arrows and chosen with Enter, and keep their word', same('total', String(await total(page)), label.match(/: (\d+)/)[1]), same('pressed', await page.evaluate(() => document.activeElement.getAttribute('aria-pressed')), 'true'));
  await page.keyboard.press('Enter');
  await settled(page);
  check('once more takes it back', same('total', await total(page), all.length));

  for (const [field, text, value, expected] of [
    ['avvio', '2016', '2016..', all.filter(({ fields }) => fields.avvio >= '2016').length],
    ['durata', '24', '730..', undefined],
    ['persone', '100', '100..', all.filter(({ fields }) => fields.persone >= 100).length],
  ]) {
    await go(page, list);
    await page.click(`[data-range=${field}] summary`);
    await page.waitForSelector(`[data-range=${field}] .bars button`);
    await page.fill(`[data-range=${field}] input >> nth=0`, text);
    await page.press(`[data-range=${field}] input >> nth=0`, 'Enter');
    await settled(page);
    check(`a range of ${field}`, same('address', parts(page), [[field, value]]), expected && same('total', await total(page), expected), same('field', await page.inputValue(`[data-range=${field}] input >> nth=0`), text));
  }
});

// ---- order

await part('order', async (page) => {
  const amounts = new Map(all.map(({ editions, fields }) => [editions.it.title, fields.budget?.amount]));
  for (const [order, sign] of [['budget', 1], ['-budget', -1]]) {
    await go(page, list);
    await page.selectOption('#_sort', order);
    await settled(page);
    while (await page.isVisible('#_more')) {
      await page.click('#_more');
      await page.waitForTimeout(150);
    }
    const sorted = (await titles(page)).map((title) => amounts.get(title));
    const expected = [...amounts.values()].filter((amount) => amount !== undefined).sort((a, b) => sign * (a - b));
    check(`ordered by ${order}, sheets without the value last`, same('amounts', sorted.filter((amount) => amount !== undefined), expected),
      same('sheets', sorted.length, all.length), same('the last', sorted.slice(expected.length).every((amount) => amount === undefined), true), same('address', parts(page), [['ordine', order]]));
  }
});

// ---- more, compare, download

await part('more', async (page) => {
  await go(page, list);
  await page.focus('#_more');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('#_list .card').length > 12);
  const shown = await titles(page);
  check('more results follow, twelve at a time, each once, and the focus is on the first', same('cards', shown.length, 24), same('different', new Set(shown).size, 24), same('focus', await focus(page), shown[12]));
  await page.click('#_list .card >> nth=20 >> a');
  await page.waitForSelector('body.sheet');
  await page.goBack();
  await settled(page);
  check('back from a sheet they are there again', same('cards', (await titles(page)).length, 24));

  await go(page, '/esperienze/pagina/2/');
  check('the second page of the list is itself', same('cards', await page.$$eval('.card a', (links) => links.map((link) => link.textContent).slice(0, 12)), shown.slice(12)));
  await type(page, 'lavoro');
  check('a search on it is one of the whole list', same('path', new URL(page.url()).pathname, list), !(await titles(page)).length && 'nothing found');
});

await part('compare', async (page) => {
  await go(page, list + '?q=lavoro');
  await page.waitForSelector('.pick');
  await settled(page);
  const ids = await page.$$eval('#_list .card', (cards) => cards.map((card) => card.dataset.id));
  for (const index of [0, 1, 2, 3]) await page.check(`.pick input >> nth=${index}`);
  check('up to four sheets can be picked', same('disabled', await page.isDisabled('.pick input >> nth=4'), true), same('link', await page.textContent('#_picked a'), 'Confronta (4)'), same('address', parts(page).filter(([name]) => name === 'id').map(([, id]) => id), ids.slice(0, 4)));
  await page.uncheck('.pick input >> nth=3');
  await type(page, 'inclusione');
  check('picks outlive another search', same('link', await page.textContent('#_picked a'), 'Confronta (3)'));
  await page.click('#_picked a');
  check('they lead to the page that compares', same('address', new URL(page.url()).pathname + new URL(page.url()).search, `/esperienze/confronta/?id=${ids[0]}&id=${ids[1]}&id=${ids[2]}`));
});

await part('download', async (page) => {
  await go(page, list + '?temi=disabilita');
  await settled(page);
  const found = await total(page);
  for (const format of ['csv', 'json']) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(`[data-format=${format}]`)]);
    const content = readFileSync(await file.path(), 'utf8');
    check(`the result can be taken as ${format}`, same('name', file.suggestedFilename(), `esperienze.${format}`),
      format === 'json' ? same('sheets', JSON.parse(content).length, found)
        : [same('sheets', content.split('\r\n').length - 2 >= found, true), same('mark', content.charCodeAt(0), 0xfeff), same('head', content.startsWith('\ufeffid,url,'), true)]);
  }
}, { acceptDownloads: true });

// ---- nothing found

await part('nothing', async (page) => {
  await go(page, list + '?q=servizi&temi=dati&territori=sicilia');
  await settled(page);
  const ways = await page.$$eval('#_list li', (items) => items.map((item) => item.textContent));
  check('where nothing is found the page says what to loosen, and what that would give', same('total', await total(page), 0), !/Senza «Territorio»\s+\d+ sched/.test(ways.join()) && ways.join());
  const promised = Number(ways[0].match(/(\d+) sched/)[1]);
  await page.focus('#_list button');
  await page.keyboard.press('Enter');
  await settled(page);
  check('loosening gives that many, and the focus stays in the results', same('total', await total(page), promised), same('focus', await focus(page), '_total'));
  await go(page, list + '?temi=questo-non-esiste&budget=abc&ordine=niente');
  await settled(page);
  check('an address with unknown values does no harm', same('total', await total(page), 0), !(await page.isVisible('#_chips button')) && 'no chips');
});

// ---- keyboard, narrow screens, the reader's settings

await part('keyboard alone', async (page) => {
  await go(page, list);
  const reach = async (test) => {
    for (let i = 0; i < 150; i++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(test)) return true;
    }
    return false;
  };
  check('Tab reaches the search field', (await reach(() => document.activeElement.id === '_q')) ? '' : 'it does not');
  await page.keyboard.type('lavoro');
  await settled(page);
  check('Tab reaches a box of a facet', (await reach(() => document.activeElement.type === 'checkbox')) ? '' : 'it does not');
  await page.keyboard.press('Space');
  await settled(page);
  check('Space ticks it and the focus stays', same('type', await page.evaluate(() => document.activeElement.type), 'checkbox'), same('address', parts(page).length, 2));
  check('Tab reaches the first result', (await reach(() => document.activeElement.closest('.card'))) ? '' : 'it does not');
});

const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
await part('a phone', async (page) => {
  for (const query of ['', '?q=lavoro&temi=disabilita&id=assist&id=ali', '?q=zzzzzz&territori=sicilia', '?q=inclusoine']) {
    await go(page, list + query);
    await settled(page);
    check(`320 px: nothing sticks out of ${query || 'the list'}`, same('excess', await page.evaluate(overflow), 0));
  }
  await go(page, list);
  await page.focus('.filter-button');
  await page.keyboard.press('Enter');
  await tick(page, 'temi', 'Disabilità');
  check('320 px: filters open over the page and say how much is found', !(await page.isVisible('.show')) && 'no button back', same('button', Number((await page.textContent('.show')).match(/\d+/)[0]), await total(page)), same('excess', await page.evaluate(overflow), 0));
  await page.click('.show');
  check('320 px: the way back shows the results', same('open', await page.$$eval('[popover]:popover-open', (open) => open.length), 0), same('filters', await page.textContent('.filter-button .count'), '(1)'));
}, { width: 320, height: 700 });

await part('large text', async (page) => {
  await go(page, list + '?q=lavoro&temi=disabilita');
  await settled(page);
  for (const details of await page.$$('.filters details')) await details.evaluate((one) => { one.open = true; });
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  await page.waitForTimeout(200);
  check('text of twice the size: nothing sticks out', same('excess', await page.evaluate(overflow), 0));
});

await part('forced colours', async (page) => {
  await go(page, list + '?q=lavoro&budget=50000-200000');
  await page.waitForSelector('.bars [aria-pressed=true]');
  const seen = await page.$eval('.bars [aria-pressed=true] span', (bar) => getComputedStyle(bar).backgroundColor !== getComputedStyle(document.body).backgroundColor);
  check('forced colours: bars are seen', seen ? '' : 'they have the colour of the page');
}, { forcedColors: 'active', reducedMotion: 'reduce' });

// ---- hostile questions

await part('hostile questions', async (page) => {
  await go(page, list);
  const questions = {
    'ten thousand characters': 'inclusione sociale '.repeat(550),
    'control characters': '\u0000\u0001\u001b[31m\u007f\u0085lavoro\u202e',
    HTML: '<img src=x onerror=alert(1)><script>alert(2)</script>"\'>',
    'an unpaired surrogate': 'lavoro \ud800',
    'a regular expression': '(.*)+$[\\',
    quotes: '"',
    'a minus': '-',
    'names of JavaScript': '__proto__ constructor toString',
  };
  for (const [name, text] of Object.entries(questions)) {
    await page.$eval('#_q', (field, value) => {
      field.value = value;
      field.dispatchEvent(new Event('input'));
    }, text);
    await settled(page);
    const after = await page.evaluate(() => ({
      images: document.querySelectorAll('main img').length, failed: Boolean(document.querySelector('[role=alert]')), field: Boolean(document.querySelector('#_q')),
    }));
    check(`${name}: no harm`, same('page', after, { images: 0, failed: false, field: true }));
    await go(page, list + '?q=' + encodeURIComponent(text.toWellFormed?.() ?? text.replace(/[\ud800-\udfff]/g, '')).slice(0, 20000));
    await settled(page);
    check(`${name}, by the address: no harm`, same('field', await page.isVisible('#_q'), true), same('failed', await page.$$eval('[role=alert]', (alerts) => alerts.length), 0));
  }
});

// ---- a broken index

const breakages = {
  missing: (route) => route.fulfill({ status: 404, body: 'no' }),
  empty: (route) => route.fulfill({ status: 200, body: '' }),
  truncated: async (route) => {
    const body = await (await route.fetch()).body();
    await route.fulfill({ status: 200, body: body.subarray(0, body.length / 2) });
  },
  damaged: async (route) => {
    const body = Buffer.from(await (await route.fetch()).body());
    for (let i = 3; i < body.length; i += 7) body[i] ^= 0x5a;
    await route.fulfill({ status: 200, body });
  },
  'a page of HTML': (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html><p>login' }),
  unreachable: (route) => route.abort(),
};
for (const [name, breakage] of Object.entries(breakages))
  await part(`an index that is ${name}`, async (page) => {
    await page.route('**/search/**', breakage);
    await go(page, list + '?q=lavoro&temi=disabilita');
    await page.waitForSelector('[role=alert]');
    check(`an index that is ${name}: a message, and the list with its links`,
      !/non funziona/.test(await page.textContent('[role=alert]')) && 'no message', same('cards', (await titles(page)).length, 12),
      (await page.$$('.filters li a')).length < 20 && 'few links to terms', (await focus(page)) === 'nothing' && 'the focus is lost');
    await page.unroute('**/search/**');
    await page.click('[role=alert] a');
    await page.waitForSelector('#_list mark');
    check(`an index that is ${name}: it can be tried again`);
  });
complaints.clear(); // of what was broken on purpose

await part('an old browser', async (page) => {
  await page.addInitScript(() => { delete globalThis.DecompressionStream; });
  await go(page, list + '?q=lavoro');
  check('a browser without DecompressionStream has the plain list', same('cards', (await titles(page)).length, 12), same('fields', (await page.$$('#_q')).length, 0));
});

// ---- accessibility of each state

const states = {
  'the list': ['', null],
  results: ['?q=lavoro&temi=disabilita&ordine=-budget', null],
  'two tiers': ['?q=energia%20lavoro', null],
  'no results': ['?q=servizi&temi=dati&territori=sicilia', null],
  'a suggestion': ['?q=inclusoine', null],
  'filters open': ['?budget=50000-200000', async (page) => {
    if (await page.isVisible('.filter-button')) await page.click('.filter-button');
    for (const details of await page.$$('.filters details')) await details.evaluate((one) => { one.open = true; });
    await page.waitForSelector('[data-range=persone] .bars button');
  }],
  'picked sheets': ['?q=lavoro&id=assist&id=ali', null],
  'an error': ['?q=lavoro', null],
};
for (const [width, dark] of [[1280, false], [1280, true], [320, false], [320, true]])
  for (const [name, [query, prepare]] of Object.entries(states))
    await part(name, async (page) => {
      if (name === 'an error') await page.route('**/search/**', (route) => route.abort());
      await go(page, list + query);
      await settled(page);
      if (prepare) await prepare(page);
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => (await axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'],
      })).violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.target} ${node.failureSummary.split('\n')[1] ?? ''}`)));
      check(`${name}: no fault of accessibility, ${width} px, ${dark ? 'dark' : 'light'}`, violations);
    }, { width, dark });
for (const complaint of complaints) if (/ERR_FAILED/.test(complaint)) complaints.delete(complaint);

// ---- weight

{
  const size = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
  const assets = readdirSync(join(folder, 'assets'));
  const script = size(join(folder, 'assets', assets.find((name) => /^search\..*\.js$/.test(name))));
  check(`${script} bytes of script, 14,000 at the most`, script <= 14000 ? '' : 'too much');
  // A reader without script has no use for what is there for it alone.
  const bare = (html) => html.replace(/<template[^]*?<\/template>|<script[^]*?<\/script>/g, '');
  const styles = assets.filter((name) => /^(search|style)\..*\.css$/.test(name)).reduce((sum, name) => sum + size(join(folder, 'assets', name)), 0);
  const html = readFileSync(fileOf(folder, list), 'utf8');
  for (const [what, text, limit] of [['the list', bare(html), 15000], ['the list with what its script needs', html, 17000]]) {
    const bytes = gzipSync(text, { level: 9 }).length + styles;
    check(`${what}: ${bytes} bytes for a first view, ${limit} at the most`, bytes <= limit ? '' : 'too much');
  }
}
check('no page asks another host for anything', [...strangers]);
check('no page makes the browser complain', [...complaints]);

await browser.close();
site.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
