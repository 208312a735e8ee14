// history.mjs FOLDER HTML_REPORT LINKS_REPORT: the history of a sheet, its versions and a withdrawn sheet as
// their readers meet them. The site is that of history-site.sh; the reports are of the Nu HTML checker and of
// links.mjs.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { fileOf, serve } from './server.mjs';

const [folder, htmlReport, linksReport] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const sheet = { it: '/esperienze/doposcuola-in-biblioteca/', en: '/en/esperienze/doposcuola-in-biblioteca/' };
const history = { it: `${sheet.it}storia/`, en: `${sheet.en}history/` };
const versions = (language) =>
  readdirSync(join(folder, history[language]), { withFileTypes: true })
    .filter((entry) => entry.isDirectory()).map((entry) => `${history[language]}${entry.name}/`).sort();
const [first, second, renamed, , newest] = versions('it');
const translated = versions('en')[0];
const withdrawn = '/esperienze/banca-del-tempo/';
const pages = {
  'history, it': history.it, 'history, en': history.en, 'first version': first, 'version in between': second,
  'newest version': newest, 'version of a translation': translated, 'withdrawn sheet': withdrawn,
  'sheet with a history': sheet.it, 'organisation with a history': '/enti/regione-toscana/',
  'moved sheet': '/esperienze/doposcuola/',
};

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
const lines = (file) => readFileSync(file, 'utf8').split('\n').filter(Boolean);
const html = (url) => readFileSync(fileOf(folder, url), 'utf8');

const site = await serve(folder);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const complaints = new Set();
async function open({ width = 1280, dark = false, script = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light', javaScriptEnabled: script });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.add(`${page.url()}: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.add(`${response.url()}: ${response.status()}`);
  });
  return page;
}
const go = (page, url) => page.goto(site.address + url, { waitUntil: 'load' });
// White space as a reader sees it, without what is said to those who hear the page alone.
const shown = (page, selector) => page.$$eval(selector, (found) => found.map((one) => {
  const copy = one.cloneNode(true);
  for (const hidden of copy.querySelectorAll('.hidden')) hidden.remove();
  return copy.textContent.replace(/\s+/g, ' ').trim();
}));
const heard = (page, selector) => page.$$eval(selector, (found) => found.map((one) => one.textContent.replace(/\s+/g, ' ').trim()));

check('the pages of history are good HTML', lines(htmlReport));
check('every link of the site with a history leads somewhere', lines(linksReport).filter((line) => line.startsWith('not ok')));

for (const [width, dark] of [[1280, false], [1280, true], [320, false], [320, true]]) {
  const page = await open({ width, dark });
  for (const [name, url] of Object.entries(pages)) {
    if (name === 'moved sheet') continue; // it leaves for its new place at once
    await go(page, url);
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const result = await axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] });
      return result.violations.flatMap((violation) =>
        violation.nodes.slice(0, 3).map((node) => `${violation.id}: ${node.target} ${node.failureSummary.split('\n')[1] ?? ''}`));
    });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(`${name}: no fault of accessibility, nothing sticks out, ${width} px, ${dark ? 'dark' : 'light'}`,
      violations, wide > 0 && `${wide} px too wide`);
  }
  await page.context().close();
}

{
  const page = await open();
  await go(page, history.it);
  const told = await shown(page, '.history > li');
  check('a history tells its versions, the newest first',
    same('dates', (await shown(page, '.history h2')).map((text) => text.replace(/ (testo di oggi|English)/g, '')),
      ['20 novembre 2024', '1 giugno 2022', '3 maggio 2022', '3 maggio 2022', '15 luglio 2021', '1 marzo 2021', '2 marzo 2020']));
  check('a version tells what it changed, field by field',
    ...['Bruno Neri', 'Budget programmato80.000,00 € → 84.498,00 €', 'Ambiti tematiciaggiunto: Innovazione sociale',
      'con dieci quindici volontari'].map((words) => !told[5].includes(words) && `no "${words}" in: ${told[5]}`));
  check('what is far from a change is cut', !/… ragazze e ragazzi delle medie, con/.test(told[5]) && told[5]);
  check('it tells what was taken out, and sections that came and went',
    ...['Durata previstatolto: 12 mesi', 'LezioniSezione nuova', 'Quadro dei risultatiSezione tolta', 'Servono due tre mesi']
      .map((words) => !told[0].includes(words) && `no "${words}" in: ${told[0]}`));
  check('where only the form of the file changed, it says so', !told[1].includes('Cambia solo la forma') && told[1]);
  check('a file that got another name is told of', !told[2].includes('da content/esperienze/doposcuola/index.md') && told[2]);
  check('the first version compares with nothing', !told[6].includes('Prima versione') && told[6]);
  check('those who hear the page are told what came and went',
    ...(await heard(page, '.words del, .words ins')).map((text) => !/^(tolto|aggiunto): \S/.test(text) && text));
  for (const media of ['screen', 'print']) {
    await page.emulateMedia({ media });
    const marks = await page.$$eval('.changes del, .changes ins', (found) => [...new Set(found.map((one) =>
      `${one.tagName} ${getComputedStyle(one).textDecorationLine}`))].sort());
    check(`what came and went is marked by its line, not by colour alone (${media})`,
      same('lines', marks, ['DEL line-through', 'INS underline']));
  }
  const navigation = await page.$$eval('nav, button, .skip', (found) =>
    found.filter((one) => one.checkVisibility({ visibilityProperty: true })).map((one) => one.className));
  check('a history has no navigation on paper', navigation);
  await page.emulateMedia({ media: null });

  await page.click('.history > li:last-child .meta a[hreflang]');
  check('a version has its text at an address of its own', same('address', new URL(page.url()).pathname, first));
  const text = (await shown(page, 'main'))[0];
  check('that text is the one of then, and says so',
    ...['Questa è la versione del 2 marzo 2020. Quella di oggi è del 20 novembre 2024.', 'con dieci volontari', '80.000,00 €',
      'Ragazzi iscritti; 40; 38'].map((words) => !text.includes(words) && `no "${words}"`));
  check('what it named and is gone is text', same('text', await shown(page, '.missing-link'),
    ['banca del tempo', 'La sala di lettura, con sei tavoli e trenta posti']));
  check('its citation names the version', same('citation', await shown(page, '.cite'),
    [`Comune di Pontelargo (esempio), «Doposcuola in biblioteca», Catalogo delle esperienze, versione del 2 marzo 2020 (${first.slice(-11, -1)}), https://catalogo.example.org${first}`]));
  check('what has changed since is on the page', !(await shown(page, '#_since ~ dl'))[0].includes('80.000,00 € → 84.498,00 €') && 'it is not');
  await page.click('.notice a');
  check('it leads to the present text', same('address', new URL(page.url()).pathname, sheet.it));

  check('a sheet says when it was published, who wrote it, and cites its version',
    ...['Pubblicata il 2 marzo 2020. Aggiornata il 20 novembre 2024. Ci hanno lavorato: Anna Bianchi, Bruno Neri, Carla De Santis.',
      'Storia: 7 versioni', `versione del 20 novembre 2024 (${newest.slice(-11, -1)}), https://catalogo.example.org${newest}`]
      .map(((use) => (words) => !use.includes(words) && `no "${words}" in: ${use}`)((await shown(page, '.use'))[0])));
  const links = await page.$$eval('.use .files a', (found) => Object.fromEntries(found.map((one) => [one.textContent.trim(), one.href])));
  check('a sheet leads to where it can be changed and mistakes be told of',
    same('edit', links['Modifica questa scheda'], 'https://forge.example.org/catalogo/edit/main/content/esperienze/doposcuola-in-biblioteca/index.md'),
    !links['Segnala un errore']?.startsWith('https://forge.example.org/catalogo/issues/new?title=Doposcuola') && `report: ${links['Segnala un errore']}`);

  await go(page, newest);
  check('the newest version says that it is the present text',
    !(await shown(page, '.notice'))[0].includes('È il testo di oggi') && (await shown(page, '.notice'))[0],
    (await page.$('#_since')) && 'it tells what has changed since');
  await go(page, translated);
  check('the version of a translation is in its language, with the facts of then',
    ...['This is the version of 15 July 2021', '€84,498.00', '12 months'].map(((text) => (words) => !text.includes(words) && `no "${words}"`)((await shown(page, 'main'))[0])));
  await page.click('.band a[hreflang=it]');
  check('the language switch leads from it to the history', same('address', new URL(page.url()).pathname, history.it));

  await go(page, '/esperienze/doposcuola/');
  await page.waitForURL('**/doposcuola-in-biblioteca/');
  check('the old address of a sheet leads to its new one', same('address', new URL(page.url()).pathname, sheet.it));
  await go(page, withdrawn);
  check('a withdrawn sheet says since when, and offers the search',
    !(await shown(page, '.notice'))[0].includes('ritirata il 3 maggio 2022') && 'no date',
    !(await page.$('input[type=search]')) && 'no search');
  await page.fill('input[type=search]', 'lavoro');
  await Promise.all([page.waitForURL('**/esperienze/?q=lavoro*'), page.keyboard.press('Enter')]);
  check('that search finds', !(await page.waitForSelector('.card')) && 'nothing');
  await page.context().close();
}

for (const [name, url] of Object.entries(pages)) {
  if (name.startsWith('sheet') || name.startsWith('organisation')) continue;
  check(`${name}: search engines are asked to leave it`, !/<meta name="robots" content="noindex">/.test(html(url)) && 'they are not');
}
const canonical = (url) => html(url).match(/rel="canonical" href="https:\/\/catalogo\.example\.org([^"]+)/)?.[1];
check('a version names its sheet as the page to go by', same('canonical', [canonical(first), canonical(translated)], [sheet.it, sheet.en]));
const map = readFileSync(join(folder, 'sitemap.xml'), 'utf8');
check('the site map lists neither histories nor what was withdrawn', /\/(storia|history)\/|banca-del-tempo|\/doposcuola\//.test(map) && 'it does',
  !map.includes(`${sheet.it}</loc>\n<lastmod>2024-11-20`) && 'the sheet does not stand in it with the date of its newest version');

const size = (url) => gzipSync(readFileSync(fileOf(folder, url)), { level: 6 }).length;
for (const [name, url] of Object.entries(pages)) {
  const parts = [...html(url).matchAll(/<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"/g)].map((m) => m[1] ?? m[2]);
  const bytes = [url, ...parts].map(size).reduce((sum, part) => sum + part, 0);
  check(`${name}: ${bytes} bytes for a first view, 15000 at the most`, bytes > 15000 && `${bytes} bytes`);
}
check('no page makes the browser complain', [...complaints]);

await browser.close();
site.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
