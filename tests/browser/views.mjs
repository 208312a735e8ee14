// views.mjs FOLDER OFFLINE: a collection's map, time line and comparison, as their readers use them;
// and the site that was built to be opened from a folder.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './server.mjs';

const [folder, offline] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const all = JSON.parse(readFileSync(join(folder, 'esperienze/esperienze.json'), 'utf8'));
const map = '/esperienze/mappa/';
const timeline = '/esperienze/tempo/';
const compare = '/esperienze/confronta/';

let passed = 0;
let failed = 0;
function check(name, ...problems) {
  const found = problems.flat().filter(Boolean);
  console.log(`${found.length ? 'not ok' : 'ok'} ${name}`);
  for (const problem of found.slice(0, 8)) console.log(`    ${problem}`);
  if (found.length) failed++;
  else passed++;
}
const same = (what, found, expected) =>
  JSON.stringify(found) === JSON.stringify(expected) ? '' : `${what}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`;

const site = await serve(folder);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

const complaints = new Set();
async function open({ width = 1280, height = 900, dark = false, script = true, ...more } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', javaScriptEnabled: script, ...more,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.add(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.add(`${page.url()}: ${error.message}`));
  return page;
}

// Runs a part with a page of its own; what it throws is a failure with its name.
async function part(name, work, options) {
  if (process.env.PART && !name.includes(process.env.PART)) return;
  const page = await open(options);
  try {
    await work(page);
  } catch (error) {
    check(name, error.message.split('\n').slice(0, 4));
  }
  await page.context().close();
}
const go = (page, address) => page.goto(site.address + address);
const texts = (page, selector) => page.$$eval(selector, (found) => found.map((one) => one.textContent.trim()));
const tiles = (page) => page.$$eval('svg.tiles a', (links) =>
  Object.fromEntries(links.map((link) => [link.dataset.term, Number(link.querySelector('.n').textContent)])));
const rows = (page) => page.$$eval('.places [data-term]', (found) =>
  Object.fromEntries(found.map((row) => [row.dataset.term, Number(row.querySelector('.n').textContent)])));
const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);
const followed = (page) => page.waitForSelector('#_follow *');
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());

// ---- map

await part('map', async (page) => {
  await go(page, map);
  const counts = await tiles(page);
  check('the map has a square and a row for each place, with the same number',
    same('rows', await rows(page), counts), counts.toscana < 5 && 'Tuscany has no sheets of its places',
    !('bolzano' in counts && 'trento' in counts) && 'no two squares for Trentino-Alto Adige');
  check('its title says what it finds', !/Toscana, con 5/.test(await page.textContent('#_chart')) && await page.textContent('#_chart'));
  await page.focus('svg.tiles a[data-term=toscana]');
  await Promise.all([page.waitForURL('**/territori/toscana/'), page.keyboard.press('Enter')]);
  check('a square leads to its place', same('address', new URL(page.url()).pathname, '/territori/toscana/'));
}, { script: false });

await part('map that follows', async (page) => {
  await go(page, map);
  const whole = await tiles(page);
  await go(page, map + '?q=lavoro&temi=inclusione&temi=amministrazione');
  await followed(page);
  const counts = await tiles(page);
  check('the map counts what was found on the list', same('rows', await rows(page), counts),
    !(sum(counts) < sum(whole) && sum(counts) > 0) && `${sum(counts)} of ${sum(whole)}`);
  const said = await page.textContent('#_follow');
  check('the choices are said in words', ...['lavoro', 'Ambiti tematici', 'Inclusione sociale', 'Capacità amministrativa', 'trovate']
    .map((word) => !said.includes(word) && `no "${word}" in ${said}`));
  check('a shade says its number too', await page.$$eval('svg.tiles a', (links) => links.map((link) =>
    !link.querySelector('title').textContent.includes(': ' + link.querySelector('.n').textContent + ' ') && link.textContent)));
  const place = Object.keys(counts).find((id) => counts[id]);
  await page.click(`svg.tiles a[data-term=${place}]`);
  await page.waitForSelector('#_list mark');
  const shown = Number((await page.textContent('#_total')).match(/\d+/)[0]);
  check('a square leads to the list, with its place chosen as well', same('sheets', shown, counts[place]),
    same('places', new URL(page.url()).searchParams.getAll('territori'), [place]));
});

await part('back to the list', async (page) => {
  await go(page, map + '?q=lavoro');
  await followed(page);
  check('the other views get the same choices', await page.$$eval('a[data-view]', (links) =>
    links.map((link) => link.search !== '?q=lavoro' && link.href)));
  await page.click('#_follow a');
  check('and so does the list', same('address', new URL(page.url()).search, '?q=lavoro'));
});

await part('without the index', async (page) => {
  await page.route('**/search/**', (route) => route.abort());
  for (const address of [map, timeline]) {
    await go(page, address + '?q=lavoro');
    await followed(page);
    check(`${address}: an index that cannot be read is said, and all is there`,
      !/non si leggono/.test(await page.textContent('#_follow')) && 'nothing is said');
  }
  await go(page, compare + '?id=polo');
  await page.waitForSelector('#_say.care');
  check('nor can sheets be compared then: their list stays', !(await page.$('#_still')) && 'the list is gone');
  for (const complaint of complaints) if (/ERR_FAILED/.test(complaint)) complaints.delete(complaint);
});

// ---- time line

await part('time line', async (page) => {
  await go(page, timeline);
  const bars = await texts(page, '.span title');
  check('the time line has a bar and a row for each sheet with a start',
    same('rows', (await texts(page, '.times tbody th')).length, bars.length), bars.length < 20 && `${bars.length} bars`);
  check('a bar says when', bars.map((bar) => !/data di avvio/.test(bar) && bar));
  const starts = await page.$$eval('.bar', (found) => found.map((bar) => Number(bar.getAttribute('x') ?? bar.getAttribute('cx'))));
  check('bars stand by their start', starts.some((x, i) => i && x < starts[i - 1]) && starts.join());
}, { script: false });

await part('time line that follows', async (page) => {
  await go(page, timeline + '?q=lavoro&budget=50000-900000');
  await followed(page);
  const found = Number((await page.textContent('#_follow .strong')).match(/\d+/)[0]);
  const titles = await texts(page, '.times tbody th');
  check('the time line shows what was found on the list',
    same('bars', (await texts(page, '.span title')).length, found), same('rows', titles.length, found), !found && 'nothing');
  await go(page, '/esperienze/?q=lavoro&budget=50000-900000');
  await page.waitForFunction(() => /lavoro/.test(document.querySelector('#_total').textContent));
  const listed = await texts(page, '#_list .card a');
  check('and the same sheets as there', same('sheets', titles.slice(0, 12).every((title) => found > 12 || listed.includes(title)), true));
});

await part('nothing found', async (page) => {
  for (const address of [map, timeline]) {
    await go(page, address + '?q=zzzzqqqq');
    await followed(page);
    check(`${address}: nothing found is said`, !/0 schede/.test(await page.textContent('#_follow')) && await page.textContent('#_follow'));
  }
});

// ---- comparison

await part('comparison without script', async (page) => {
  await go(page, compare + '?id=polo&id=assist');
  check('without script the page says how to compare, with links',
    same('links', (await page.$$('#_still li a')).length, all.length), same('tables', (await page.$$('table')).length, 0));
}, { script: false });

await part('comparison', async (page) => {
  await go(page, compare + '?id=all-inclusive&id=polo');
  await page.waitForSelector('#_table table');
  check('two sheets stand side by side', same('heads', (await texts(page, '#_table thead a')).map((title) => title.split(' ')[0]), ['All', 'POLO']),
    !(await page.$('tr.equal')) && 'no equal row', !(await page.$('tr.different .differs svg')) && 'no mark on a row that differs');
  const wrong = await page.$$eval('#_table tbody tr', (found) => found.map((row) => {
    const [first, second] = [...row.querySelectorAll('td')].map((cell) => cell.textContent);
    return (first !== second) !== row.matches('.different') && row.textContent;
  }));
  check('rows are marked where they differ, and nowhere else', wrong);
  const money = await page.$$eval('tr', (found) => found.find((row) => /Budget programmato/.test(row.textContent)).textContent);
  check('values are as on the page', !/242\.782,00\s€/.test(money) && money);
  await page.check('#_only');
  check('only the differences, if one wants', !(await page.$('tr.different')) && 'none', (await page.$('tr.equal')) && 'an equal row');
  await page.uncheck('#_only');

  await page.fill('#_words', 'cartella sociale');
  await page.waitForSelector('#_results button');
  await page.focus('#_results button');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('#_table thead a').length === 3);
  check('a sheet is searched and added, and the address says so',
    same('ids', new URL(page.url()).searchParams.getAll('id'), ['all-inclusive', 'polo', 'cartella-sociale-condivisa']),
    !/Aggiunta/.test(await page.textContent('#_say')) && 'nothing announced', same('focus', await focused(page), '_words'));
  await page.focus('#_table thead th:nth-child(3) button');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('#_table thead a').length === 2);
  check('a sheet is taken out, and the focus stays in the table',
    same('ids', new URL(page.url()).searchParams.getAll('id'), ['all-inclusive', 'cartella-sociale-condivisa']),
    !/Tolta/.test(await page.textContent('#_say')) && 'nothing announced', same('focus', await focused(page), 'Togli'));
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll('#_table thead a').length === 3);
  check('the way back works', same('ids', new URL(page.url()).searchParams.getAll('id').length, 3));

  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#_csv')]);
  const table = readFileSync(await download.path(), 'utf8');
  check('the table is a file: fields down, sheets across', same('name', download.suggestedFilename(), 'esperienze.csv'),
    !/^\ufeffCampo,All Inclusive[^,]*,POLO/.test(table) && table.slice(0, 80),
    !/Budget programmato,"242\.782,00\s€","330/.test(table) && 'no budgets', !/Indirizzo,http/.test(table) && 'no addresses');
});

await part('comparison of few', async (page) => {
  await go(page, compare);
  await page.waitForFunction(() => /almeno due/.test(document.querySelector('#_say').textContent));
  await go(page, compare + '?id=polo&id=non-c-e&id=%3Cimg%20src%3Dx%3E');
  await page.waitForSelector('#_table table');
  check('less than two: the page says what to do; an id that there is not is said',
    !/non-c-e.*<img src=x>.*un'altra/.test(await page.textContent('#_say')) && await page.textContent('#_say'), (await page.$('#_say img')) && 'markup');
  await go(page, compare + '?id=ali&id=polo&id=assist&id=all-inclusive&id=per-la-firenze');
  await page.waitForSelector('#_table table');
  check('four at the most', same('sheets', (await page.$$('#_table thead a')).length, 4), (await page.isVisible('#_add')) && 'a fifth may be added');
});

await part('comparison from a sheet', async (page) => {
  await go(page, '/esperienze/polo/');
  await page.click('text=Confronta con');
  await page.waitForSelector('#_table table');
  check('a sheet is compared from its page', same('address', new URL(page.url()).search, '?id=polo'));
});

await part('comparison on a phone', async (page) => {
  await go(page, compare + '?id=all-inclusive&id=polo&id=assist&id=ali');
  await page.waitForSelector('#_table table');
  await page.$eval('#_table', (table) => table.scrollTo(300, 400));
  const edges = await page.evaluate(() => {
    const at = (selector) => document.querySelector(selector).getBoundingClientRect();
    const place = at('#_table');
    return [Math.round(at('tbody tr:nth-child(12) th').left - place.left), Math.round(at('thead th').top - place.top)];
  });
  check('on a phone the table scrolls inside itself, head and first column stay', same('edges', edges, [0, 0]),
    same('page', await page.evaluate(() => document.documentElement.scrollWidth), 320));
}, { width: 320, height: 700 });

await part('comparison in print', async (page) => {
  await go(page, compare + '?id=all-inclusive&id=polo&id=assist&id=ali');
  await page.waitForSelector('#_table table');
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 1020, height: 700 }); // A4 landscape
  check('in print the table is whole, without buttons',
    same('width', await page.$eval('#_table table', (table) => table.scrollWidth <= 1020), true),
    (await page.isVisible('#_csv')) && 'buttons', (await page.isVisible('.remove')) && 'buttons in the table');
});

// ---- everyone

const states = {
  'map': [map], 'map, filtered': [map + '?q=lavoro&temi=inclusione', '#_follow *'],
  'time line': [timeline], 'time line, filtered': [timeline + '?q=lavoro', '#_follow *'],
  'nothing to compare': [compare, '#_tools[hidden]'], 'one to compare': [compare + '?id=polo', '#_table table'],
  'comparison': [compare + '?id=polo&id=assist&id=ali', '#_table table'],
  'sheets to add': [compare + '?id=polo', '#_results button', (page) => page.fill('#_words', 'lavoro')],
  'English map': ['/en/esperienze/map/'], 'home': ['/'], 'places': ['/territori/'],
};
for (const [width, dark] of [[1280, false], [1280, true], [320, false], [320, true]])
  for (const [name, [address, ready, prepare]] of Object.entries(states))
    await part(name, async (page) => {
      await go(page, address);
      if (prepare) await page.waitForSelector('#_table table').then(() => prepare(page));
      if (ready) await page.waitForSelector(ready, { state: 'attached' });
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => (await axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'],
      })).violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.target} ${node.failureSummary.split('\n')[1] ?? ''}`)));
      check(`${name}: no fault of accessibility, ${width} px, ${dark ? 'dark' : 'light'}`, violations,
        (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) && 'the page scrolls sideways');
    }, { width, dark });

await part('forced colours', async (page) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await go(page, map);
  const shown = await page.$eval('svg.tiles .s4', (link) => {
    const [rect, text] = [link.querySelector('rect'), link.querySelector('text')].map((one) => getComputedStyle(one));
    return [rect.fill !== text.fill, rect.strokeWidth];
  });
  check('with forced colours squares differ by their edge, and can be read', same('square', shown, [true, '5px']));
});

// ---- from a folder

const file = (path) => pathToFileURL(join(resolve(offline), path)).href;
const contrasted = (page) => page.evaluate(() => getComputedStyle(document.querySelector('h1')).fontWeight >= 650);
await part('from a folder', async (page) => {
  const asked = new Set();
  page.on('request', (request) => { if (!/^(file|data|blob):/.test(request.url())) asked.add(request.url()); });
  await page.goto(file('index.html'));
  check('the home page has its style', !(await contrasted(page)) && 'none');
  await page.click('.menu a');
  check('a link leads to a file', same('address', page.url(), file('esperienze/index.html')));
  await page.fill('#_q', 'inclusione lavoro');
  await page.waitForSelector('#_list mark');
  await page.click('#_list .card a');
  check('the list finds, and its results are files', !/^file:.*\/esperienze\/[a-z-]+\/index\.html$/.test(page.url()) && page.url());
  await page.click('text=Confronta con');
  await page.waitForSelector('#_table table');
  await page.fill('#_words', 'assist');
  await page.click('#_results button');
  await page.waitForFunction(() => document.querySelectorAll('#_table thead a').length === 2);
  check('sheets are compared', !/id=.*id=/.test(page.url()) && page.url());
  await page.goto(file('esperienze/mappa/index.html') + '?q=lavoro');
  await followed(page);
  check('the map follows', !/schede trovate/.test(await page.textContent('#_follow')) && await page.textContent('#_follow'));
  await page.goto(file('en/esperienze/timeline/index.html') + '?q=work');
  await followed(page);
  check('the time line follows, in English', !/found/.test(await page.textContent('#_follow')) && await page.textContent('#_follow'));
  check('nothing is asked of a server', [...asked]);
});

check('no page makes the browser complain', [...complaints]);
await browser.close();
site.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
