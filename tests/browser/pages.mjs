// pages.mjs FOLDER: looks at every kind of page of the sample catalogue as its readers do.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { fileOf, serve } from './server.mjs';

const folder = process.argv[2];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const guide = (start) =>
  existsSync(join(folder, start))
    ? readdirSync(join(folder, start), { withFileTypes: true }).find((entry) => entry.isDirectory())?.name
    : undefined;

// One page of each kind, in both languages.
const kinds = {
  home: ['/', '/en/'],
  list: ['/esperienze/', '/en/esperienze/'],
  'second page': ['/esperienze/pagina/2/', '/en/esperienze/page/2/'],
  sheet: ['/esperienze/integrazione-smart-delle-reti/', '/en/esperienze/integrazione-smart-delle-reti/'],
  call: ['/avvisi/avviso-6456-2015/', '/en/avvisi/avviso-6456-2015/'],
  'tables of indicators': ['/valutazioni/valutazione-asse-b-toscana/', '/en/valutazioni/valutazione-asse-b-toscana/'],
  'catalogue in figures': ['/guida/il-catalogo-in-numeri/', '/en/guida/il-catalogo-in-numeri/'],
  organisation: ['/enti/regione-toscana/', '/en/enti/regione-toscana/'],
  'guide list': ['/guida/', '/en/guida/'],
  guide: [`/guida/${guide('guida')}/`, `/en/guida/${guide('en/guida')}/`],
  vocabulary: ['/temi/', '/en/temi/'],
  places: ['/territori/', '/en/territori/'],
  term: ['/temi/inclusione/', '/en/temi/inclusione/'],
  'site map': ['/mappa/', '/en/site-map/'],
  'not found': ['/404.html', '/en/404.html'],
};
const pages = Object.entries(kinds).flatMap(([kind, urls]) =>
  urls.map((url, index) => ({ name: `${kind}, ${['it', 'en'][index]}`, kind, url, language: ['it', 'en'][index] })));
const italian = pages.filter((page) => page.language === 'it');

let passed = 0;
let failed = 0;
function check(name, problems) {
  const list = [].concat(problems ?? []).filter(Boolean);
  if (list.length === 0) {
    passed++;
    console.log(`ok ${name}`);
  } else {
    failed++;
    console.log(`not ok ${name}`);
    for (const problem of list.slice(0, 8)) console.log(`    ${problem}`);
  }
}

const site = await serve(folder);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// Whatever any page asks of another host, or complains about, in any of the checks.
const strangers = new Set();
const complaints = new Set();
async function open({ width = 1280, height = 800, dark = false, script = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: script,
  });
  const page = await context.newPage();
  page.on('request', (request) => {
    if (!request.url().startsWith(site.address) && !request.url().startsWith('data:'))
      strangers.add(`${page.url()} asks for ${request.url()}`);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.add(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.add(`${page.url()}: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.add(`${response.url()}: ${response.status()}`);
  });
  return page;
}
const close = (page) => page.context().close();

async function accessibility(pages, width, dark) {
  const page = await open({ width, dark });
  for (const { name, url } of pages) {
    await page.goto(site.address + url);
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const result = await axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
      });
      return result.violations.flatMap((violation) =>
        violation.nodes.slice(0, 3).map((node) => `${violation.id}: ${node.target} ${node.failureSummary.split('\n')[1] ?? ''}`));
    });
    check(`${name}: no fault of accessibility, ${width} px, ${dark ? 'dark' : 'light'}`, violations);
  }
  await close(page);
}

// What sticks out to the right, outside of what scrolls within itself.
const overflow = () => {
  const excess = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (excess <= 0) return [];
  const wide = [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .slice(0, 3)
    .map((element) => `${element.tagName.toLowerCase()}.${element.className} "${element.textContent.trim().slice(0, 40)}"`);
  return [`${excess} px too wide: ${wide.join(', ')}`];
};

async function reflow() {
  const page = await open({ width: 320, height: 700 });
  for (const { name, url } of pages) {
    await page.goto(site.address + url);
    check(`${name}: nothing sticks out at 320 px`, await page.evaluate(overflow));
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const { name, url } of italian) {
    await page.goto(site.address + url);
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    check(`${name}: nothing sticks out with text of twice the size`, await page.evaluate(overflow));
  }
  await close(page);
}

// Tab reaches whatever can be used, once each, in the order of the page, and shows where it is.
async function keyboard(kinds) {
  const page = await open();
  for (const { name, url } of italian.filter(({ kind }) => kinds.includes(kind))) {
    await page.goto(site.address + url);
    const expected = await page.evaluate(() => {
      const all = [...document.querySelectorAll('a[href], button, summary, input, select, textarea, [tabindex="0"]')]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }));
      all.forEach((element, index) => { element.dataset.tab = index; });
      return all.length;
    });
    const problems = [];
    for (let index = 0; index < expected; index++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const element = document.activeElement;
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        return {
          index: Number(element.dataset.tab ?? -1),
          text: element.textContent.trim().slice(0, 40),
          outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
          seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        };
      });
      if (at.index !== index) problems.push(`${index + 1} times Tab leads to "${at.text}" (${at.index})`);
      if (at.outline < 2) problems.push(`"${at.text}" has no focus ring`);
      if (!at.seen) problems.push(`"${at.text}" is out of sight`);
      if (problems.length > 3) break;
    }
    check(`${name}: Tab reaches all ${expected} links and buttons in order, and one sees where it is`, problems);

    await page.goto(site.address + url);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const main = await page.evaluate(() => document.activeElement.tagName);
    await page.keyboard.press('Tab');
    const inside = await page.evaluate(() => document.querySelector('main').contains(document.activeElement) ||
      !document.querySelector('main a[href]'));
    check(`${name}: the first link skips to the content`, main === 'MAIN' && inside ? [] : [`it leads to "${main}"`]);
  }

  await page.setViewportSize({ width: 320, height: 700 });
  for (const [url, button] of [['/', '.menu-button'], ['/esperienze/', '.filter-button']]) {
    await page.goto(site.address + url);
    await page.focus(button);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const opened = await page.evaluate(() => document.activeElement.closest('[popover]:popover-open') !== null);
    await page.keyboard.press('Escape');
    const closed = await page.evaluate(() => document.querySelector('[popover]:popover-open') === null);
    check(`${url}: ${button} opens and closes with the keyboard`,
      [!opened && 'it does not open', !closed && 'Escape does not close it']);
  }
  await close(page);
}

async function withoutScript() {
  const plain = await open({ script: false });
  const full = await open();
  for (const { name, url } of italian) {
    const texts = [];
    for (const page of [plain, full]) {
      await page.goto(site.address + url);
      texts.push(await page.evaluate(() => {
        // Of a list that a script makes to search: the sheets on it.
        const searched = document.querySelector('#_search') && document.querySelector('#_list');
        const copy = (searched || document.body).cloneNode(true);
        for (const part of copy.querySelectorAll('.copy, .pick, .pager, script, noscript')) part.remove();
        return copy.textContent.replace(/\s+/g, ' ');
      }));
    }
    check(`${name}: all of the text is there without script`,
      texts[0] === texts[1] && texts[0].length > 200 ? [] : ['the texts differ']);
  }
  await close(plain);
  await close(full);
}

async function dark() {
  const page = await open({ dark: true });
  for (const { name, url } of italian) {
    await page.goto(site.address + url);
    const [ground, ink] = await page.evaluate(() => {
      const brightness = (color) => {
        const [red, green, blue] = color.match(/[\d.]+/g).map(Number);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const style = getComputedStyle(document.body);
      return [brightness(style.backgroundColor), brightness(style.color)];
    });
    check(`${name}: dark where the reader asks for it`,
      ground < 48 && ink > 200 ? [] : [`the ground is ${ground}, the text ${ink}`]);
  }
  await close(page);
}

async function print() {
  const page = await open({ width: 794, height: 1123 });
  await page.emulateMedia({ media: 'print' });
  for (const { name, url } of italian) {
    await page.goto(site.address + url);
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll('nav, button, .skip')]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .map((element) => `<${element.tagName.toLowerCase()} class="${element.className}">`));
    check(`${name}: no navigation on paper`, shown);
  }
  await page.emulateMedia({ media: null });
  for (const { name, url } of pages.filter(({ kind }) => kind === 'sheet')) {
    await page.goto(site.address + url);
    const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    const count = (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
    check(`${name}: two to four pages on paper`, count >= 2 && count <= 4 ? [] : [`${count} pages`]);
  }
  await close(page);
}

// Everything a first view loads, compressed.
function weight() {
  const size = (url) => gzipSync(readFileSync(fileOf(folder, url)), { level: 6 }).length;
  for (const { name, url } of pages.filter(({ kind }) => ['sheet', 'call', 'organisation', 'guide', 'tables of indicators',
    'catalogue in figures'].includes(kind))) {
    const html = readFileSync(fileOf(folder, url), 'utf8');
    const parts = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"/g)].map((m) => m[1] ?? m[2]);
    const bytes = [url, ...parts].map(size).reduce((sum, part) => sum + part, 0);
    const limit = 15000;
    check(`${name}: ${bytes} bytes for a first view, ${limit} at the most`, bytes <= limit ? [] : [`${bytes} bytes`]);
  }
  for (const [extension, limit] of [['.css', 9000], ['.js', 14000]])
    for (const name of readdirSync(join(folder, 'assets')).filter((name) => name.endsWith(extension))) {
      const bytes = gzipSync(readFileSync(join(folder, 'assets', name)), { level: 9 }).length;
      check(`${name}: ${bytes} bytes compressed, ${limit} at the most`, bytes <= limit ? [] : [`${bytes} bytes`]);
    }
}

async function languages() {
  const page = await open();
  for (const { name, url, kind, language } of pages) {
    if (kind === 'not found') continue;
    const other = language === 'it' ? 'en' : 'it';
    await page.goto(site.address + url);
    await page.click(`.band a[hreflang="${other}"]`);
    const there = { path: new URL(page.url()).pathname, lang: await page.evaluate(() => document.documentElement.lang) };
    const expected = kinds[kind][other === 'it' ? 0 : 1];
    const same = kind === 'guide' ? there.path.replace('/en/', '/') === url.replace('/en/', '/') : there.path === expected;
    check(`${name}: the language switch leads to the same page`,
      [!same && `it leads to ${there.path}`, there.lang !== other && `its language is ${there.lang}`]);
  }
  await close(page);
}

const missing = pages.filter(({ url }) => !fileOf(folder, url));
for (const { name, url } of missing) check(`${name}: there is a page`, [url]);
for (const page of missing) {
  pages.splice(pages.indexOf(page), 1);
  if (italian.includes(page)) italian.splice(italian.indexOf(page), 1);
}

const started = Date.now();
weight();
for (const part of [reflow, () => keyboard(['home', 'list', 'sheet', 'guide', 'term']), withoutScript, dark, print, languages,
  () => accessibility(pages, 1280, false), () => accessibility(pages, 320, true),
  () => accessibility(italian, 320, false), () => accessibility(italian, 1280, true)]) {
  await part();
  if (process.env.TIMES) console.log(`# ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
check('no page asks another host for anything', [...strangers]);
check('no page makes the browser complain', [...complaints]);

await browser.close();
site.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
