// links.mjs FOLDER BASE_URL: every address in the pages that stays on the site names a file that
// is there, and its fragment an id in it. JSON, JSON-LD and XML of the site are read as well.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parse } from 'parse5';

const [folder, base] = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true })
  .map((name) => name.split('\\').join('/'))
  .filter((name) => statSync(join(folder, name)).isFile());
const present = new Set(files);
const pages = new Map();
let passed = 0;
const failures = [];

function* elements(node) {
  for (const child of node.childNodes ?? []) {
    if (child.tagName) yield child;
    yield* elements(child.content ?? child);
  }
}

const attribute = (element, name) => element.attrs.find((a) => a.name === name)?.value;

for (const name of files.filter((f) => f.endsWith('.html'))) {
  const page = { ids: new Set(), links: [], data: [] };
  for (const element of elements(parse(readFileSync(join(folder, name), 'utf8')))) {
    const id = attribute(element, 'id');
    if (id !== undefined) {
      if (page.ids.has(id)) failures.push(`${name}: the id "${id}" stands twice`);
      page.ids.add(id);
    }
    for (const key of ['href', 'src', 'action', 'poster'])
      if (attribute(element, key) !== undefined) page.links.push(attribute(element, key));
    for (const part of (attribute(element, 'srcset') ?? '').split(',').filter(Boolean))
      page.links.push(part.trim().split(/\s+/)[0]);
    if (element.tagName === 'meta' && /^(og:url|og:image)$/.test(attribute(element, 'property') ?? ''))
      page.links.push(attribute(element, 'content'));
    for (const key of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for'])
      for (const target of (attribute(element, key) ?? '').split(/\s+/).filter(Boolean))
        page.links.push('#' + encodeURIComponent(target));
    if (element.tagName === 'script' && /json/.test(attribute(element, 'type') ?? ''))
      page.data.push(element.childNodes.map((c) => c.value).join(''));
  }
  pages.set(name, page);
}

function target(name, address) {
  const here = new URL(posix.join('/', name.replace(/(^|\/)index\.html$/, '$1')), base);
  const url = new URL(address, here);
  if (url.origin !== new URL(base).origin) return null;
  let path = decodeURIComponent(url.pathname).slice(1);
  if (path === '' || path.endsWith('/')) path += 'index.html';
  return { path, fragment: decodeURIComponent(url.hash.slice(1)) };
}

for (const [name, page] of pages) {
  for (const link of page.links) {
    let found;
    try {
      found = target(name, link);
    } catch {
      failures.push(`${name}: "${link}" is no address`);
      continue;
    }
    if (!found) continue;
    if (!present.has(found.path)) failures.push(`${name}: ${link} leads nowhere`);
    else if (found.fragment && pages.has(found.path) && !pages.get(found.path).ids.has(found.fragment))
      failures.push(`${name}: ${link}: there is no such id in ${found.path}`);
    else passed++;
  }
  for (const text of page.data) {
    try {
      JSON.parse(text);
      passed++;
    } catch (error) {
      failures.push(`${name}: JSON in a script: ${error.message}`);
    }
  }
}
for (const name of files.filter((f) => f.endsWith('.json'))) {
  try {
    JSON.parse(readFileSync(join(folder, name), 'utf8'));
    passed++;
  } catch (error) {
    failures.push(`${name}: ${error.message}`);
  }
}
for (const name of files.filter((f) => /(sitemap|feed).*\.xml$/.test(f))) {
  const text = readFileSync(join(folder, name), 'utf8');
  for (const [, address] of text.matchAll(/(?:<loc>|href=")([^<"]+)/g)) {
    const found = target(name, address.replaceAll('&amp;', '&'));
    if (found && !present.has(found.path)) failures.push(`${name}: ${address} leads nowhere`);
    else passed++;
  }
}

for (const failure of failures.slice(0, 60)) console.log('not ok', failure);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length || !passed ? 1 : 0);
