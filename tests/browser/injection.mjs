// injection.mjs PROGRAM WORK: hostile sites are written to WORK, built by PROGRAM and read again.
//
// Every word of the first site is an attack on the place it may end up in: markup, attributes,
// addresses, JSON-LD, Atom, CSV, templates. It must build; its pages must hold no script but the
// theme's, no handler, no address of a scheme that is not allowed; and every word must still be
// there, as text. The second holds addresses that must be refused, each in a sheet of its own.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'parse5';

const [program, work] = process.argv.slice(2);
let passed = 0;
const failures = [];
const check = (good, message) => (good ? passed++ : failures.push(message));

// A double-quoted text of YAML is one of JSON, but for what YAML does not allow as it is.
const yaml = (text) => JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) =>
  '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
const local = (text) => `{it: ${yaml('it ' + text)}, en: ${yaml('en ' + text)}}`;
const write = (folder, files) => {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  symlinkSync(resolve('themes'), join(folder, 'themes'));
};
const run = (...words) =>
  spawnSync(program, words, { encoding: 'utf8', env: { LANG: 'C.UTF-8' }, maxBuffer: 1 << 28 });

// ---------------------------------------------------------------- the site that must build

const word = `"'><script>alert(1)</script><img src=x onerror=alert(1)></title></textarea></style>` +
  `--><!-- ]]> {{ 7*7 }} {% raw %} %1 %s $& \\ &amp; &lt;b&gt; \u2028 \u202e\u2066 \ufeff =1+1`;
const formula = '=HYPERLINK("https://example.com/?"&A1)';
const link = `https://example.org/?a="'><script>alert(1)</script>&b={{7*7}}#</script>`
  .replaceAll('"', '%22').replaceAll('<', '%3C').replaceAll('>', '%3E');
const bare = `https://example.org/'&x=1&amp;y=2&lt;{{7*7}}`;
const email = `o'neil+{{7*7}}&x@example.org`;

const types = {
  testo: ['{type: text, facet: true, column: true', yaml('testo ' + word)],
  formula: ['{type: text, column: true', yaml(formula)],
  prosa: ['{type: markdown', yaml('prosa ' + word)],
  brano: ['{type: markdown', yaml('# Main\n\nbrano ' + word + '[^1]\n\n- <script>\n\n[^1]: nota')],
  intero: [`{type: integer, unit: ${local('unità ' + word)}`, '42'],
  indirizzo: ['{type: url', yaml(bare)],
  indirizzi: ['{type: list, of: url', `[${yaml(link)}, ${yaml(bare)}]`],
  sito: ['{type: url, role: website', yaml(bare)],
  contatto: ['{type: email', yaml(email)],
  tema: ['{type: term, of: temi, role: objective, facet: true', 'uno'],
  temi: ['{type: list, of: {type: term, of: temi}, role: theme, facet: true', '[uno, due]'],
  ente: ['{type: ref, to: enti, role: organisation, facet: true', 'ente'],
  allegato: ['{type: file', yaml(`<img src=x onerror=alert(1)> '{{7}}'.pdf`)],
  scheda: [`{type: record, fields: {nome: {type: text, label: ${local('nome ' + word)}}}`, `{nome: ${yaml('membro ' + word)}}`],
  parti: [`{type: list, of: {type: record, fields: {parte: {type: text, label: ${local('colonna ' + word)}}, grado: {type: term, of: temi}}}, role: transferability`,
    `[{parte: ${yaml('parte ' + word)}, grado: uno}]`],
  note: ['{type: list, of: markdown, role: source_note', `[${yaml('nota ' + word)}]`],
  budget: ['{type: money, currency: EUR, role: budget', '10.50'],
};
const fields = Object.entries(types).map(([id, [type]]) =>
  `      ${id}: ${type}, label: ${local(id + ' ' + word)}, help: ${local(word)}}`).join('\n');
const site = `site:
  title: ${local('sito ' + word)}
  tagline: ${local('motto ' + word)}
  description: ${local('descrizione ' + word)}
  base_url: "https://prove.example.org/so'tto&/"
  languages: [it, en]
  publisher: {name: ${local('editore ' + word)}, url: ${yaml(bare)}, email: ${yaml(email)}}
  license: {name: ${local('licenza ' + word)}, url: ${yaml(link)}}
  menu:
    - {label: ${local('voce ' + word)}, to: schede}
    - {label: ${local('voce 2 ' + word)}, url: ${yaml(bare)}}
vocabularies:
  temi:
    label: ${local('temi ' + word)}
    label_one: ${local('tema ' + word)}
    description: ${local('descrizione ' + word)}
    terms:
      uno: {label: ${local('termine ' + word)}, description: ${local(word)}, code: ${yaml(word)}, same_as: [${yaml(bare)}], tile: [1, 1]}
      due: {label: ${local('altro ' + word)}, parent: uno, tile: [1, 2]}
collections:
  schede:
    label: ${local('schede ' + word)}
    label_one: ${local('scheda ' + word)}
    description: ${local('descrizione ' + word)}
    fields:
      titolo: {type: text, role: title, required: true, label: ${local('titolo ' + word)}}
      sommario: {type: text, role: summary}
      data: {type: date, role: published}
${fields}
    sections:
      - {id: prima, heading: ${local('sezione ' + word)}, role: strengths}
      - {id: seconda, heading: {it: Seconda, en: Second}, role: issues}
    other_sections: allow
  enti:
    label: ${local('enti ' + word)}
    template: organisation
    fields:
      nome: {type: text, role: title, required: true}
      sito: {type: url, role: website}
      luogo: {type: term, of: temi, role: place}
  guida:
    label: ${local('guida ' + word)}
    template: guide
    fields:
      titolo: {type: text, role: title, required: true}
`;
const body = `
Testo ${'`' + '</script><script>alert(1)</script>' + '`'} <script>alert(1)</script> <svg onload=alert(1)>

## Seconda

<iframe src="javascript:alert(1)"></iframe>

<a href="javascript:alert(1)" onclick="alert(1)">x</a> <!-- --> <?php x ?> <![CDATA[ x ]]>

## ${'<img src=x onerror=alert(1)> "quoted" \'single\' {{7*7}}'} {#" onmouseover="alert(1)}

[testo "><script>alert(1)</script>](<https://example.org/"onmouseover="alert(1)> "titolo \\" onload=alert(1) '<script>'")
![alt "><script>alert(1)</script> **x** \`<b>\`](<https://example.org/x.png?"onerror="alert(1)> 'titolo " onerror=alert(1)')
[rif] [rif "><img onerror=alert(1)>] [[ente|"><script>alert(1)</script>]] [[altra]] https://example.org/"onmouseover=alert(1)
www.example.org/'"><script> ftp://example.org o'neil@example.org <https://example.org/'"><script>

[rif]: <https://example.org/'onmouseover='alert(1)> "'\\"><script>alert(1)</script>"

| a "><script>alert(1)</script> | <img src=x onerror=alert(1)> |
|:--|--:|
| [x](https://example.org/\\"onload=alert(1)) | {{ 7*7 }} {% include "x" %} |

\`\`\`html" onmouseover="alert(1)
</code></pre><script>alert(1)</script>
\`\`\`

\`\`\`{nome chiave="><script>alert(1)</script>"}
a
\`\`\`

Nota[^"onmouseover="alert(1)]. Altra[^'><script>].

[^"onmouseover="alert(1)]: nota <script>alert(1)</script>
[^'><script>]: altra
- [ ] <script>alert(1)</script>

${'Main Menu Contents Backlinks Related Use Cite Filters Attachments Referrers Parti Note Prosa'.split(' ').map((h) => `## ${h}\n\ntesto\n`).join('\n')}
## More facts {#more-facts}

testo

## Fn 1

## Fnref 1
`;
const values = Object.entries(types).map(([id, [, value]]) => `${id}: ${value}`).join('\n');
const sheet = (title, more = '') => `---\ntitolo: ${yaml(title)}\nsommario: ${yaml('sommario ' + word)}\n` +
  `data: 2024-01-02\n${values}\n${more}---\n${body}`;
const attachment = `<img src=x onerror=alert(1)> '{{7}}'.pdf`;
const titles = { una: 'una ' + word, altra: 'altra ' + word };
const files = {
  'site.yaml': site,
  'content/schede/una/index.md': sheet(titles.una, `alias: [/vecchia/, "/vecchia'&.html"]\n`),
  [`content/schede/una/${attachment}`]: '%PDF-1.4',
  'content/schede/altra/index.md': sheet(titles.altra),
  [`content/schede/altra/${attachment}`]: '%PDF-1.4',
  'content/schede/altra/index.en.md': `---\ntitolo: ${yaml('english ' + word)}\n---\n${body}`,
  'content/enti/ente.md': `---\nnome: ${yaml('ente ' + word)}\nsito: ${yaml(bare)}\nluogo: due\n---\n${body.replaceAll('[[ente|', '[[una|')}`,
  'content/guida/index.md': `---\ntitolo: ${yaml('guida ' + word)}\n---\n${body}`,
  'content/guida/passo.md': `---\ntitolo: ${yaml('passo ' + word)}\n---\n${body}`,
};
write(join(work, 'site'), files);
const built = run('-C', join(work, 'site'), 'build', '--quiet', '--out', join(work, 'out'));
check(built.status === 0, `the hostile site does not build (status ${built.status}):\n${built.stderr.slice(0, 3000)}`);

// ---------------------------------------------------------------- what came out

function* nodes(node) {
  for (const child of node.childNodes ?? []) {
    yield child;
    yield* nodes(child.content ?? child);
  }
}
const text = (node) => [...nodes(node)].filter((n) => n.nodeName === '#text').map((n) => n.value).join('');
const allowed = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const addresses = new Set(['href', 'src', 'action', 'formaction', 'poster', 'data', 'cite', 'ping',
  'background', 'xlink:href', 'srcset', 'manifest', 'longdesc', 'usemap', 'codebase', 'archive']);
const elements = new Set(('html head body title meta link base main header footer nav section article aside div p span ' +
  'h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr th td a img svg path g rect circle text br hr ' +
  'strong em b i del ins s sub sup code pre blockquote q cite small time abbr mark details summary figure figcaption ' +
  'form input button label select option fieldset legend search template noscript').split(' ')
  .filter((name) => name !== 'base'));

function checkAddress(name, where, address, base) {
  let url;
  try {
    url = new URL(address, base);
  } catch {
    check(false, `${name}: ${where} "${address}" is no address`);
    return;
  }
  check(allowed.has(url.protocol), `${name}: ${where} leads to "${address}"`);
  check(!/[<>"\s]/.test(address), `${name}: ${where} "${address}" is not escaped`);
  if (url.protocol === 'mailto:')
    check(!/[?].*(cc|body)=/i.test(address), `${name}: ${where} "${address}" writes a letter by itself`);
}

function checkPage(name, html) {
  const base = new URL(name, 'https://prove.example.org/');
  // What a browser without scripts sees is looked at as well.
  const document = parse(html, { scriptingEnabled: false });
  for (const node of nodes(document)) {
    if (node.nodeName === '#comment') check(/^ raw HTML omitted $/.test(node.data), `${name}: a comment <!--${node.data}-->`);
    if (!node.tagName) continue;
    const attribute = Object.fromEntries(node.attrs.map((a) => [(a.prefix ? a.prefix + ':' : '') + a.name, a.value]));
    if (node.tagName === 'script') {
      const isData = attribute.type === 'application/ld+json' || attribute.type === 'application/json';
      check(isData ? !attribute.src : /^\/(so'tto&\/)?assets\/[a-z.0-9]+\.js$/.test(attribute.src ?? '') && text(node) === '',
        `${name}: a script: ${JSON.stringify(attribute)} ${text(node).slice(0, 80)}`);
      if (isData) checkData(name, text(node));
    } else {
      check(elements.has(node.tagName), `${name}: an element <${node.tagName}>`);
    }
    for (const [key, value] of Object.entries(attribute)) {
      check(/^[a-z][a-z:-]*$/i.test(key) && !/^on/i.test(key) && key !== 'style' && key !== 'srcdoc',
        `${name}: <${node.tagName}> has an attribute ${key}="${value.slice(0, 80)}"`);
      if (addresses.has(key) && node.namespaceURI !== undefined) checkAddress(name, `<${node.tagName} ${key}>`, value, base);
      check(!/^\s*javascript:/i.test(value), `${name}: ${key}="${value.slice(0, 80)}"`);
    }
    if (node.tagName === 'meta' && /refresh/i.test(attribute['http-equiv'] ?? '')) {
      const target = /^0; *url=(.*)$/.exec(attribute.content);
      check(target, `${name}: refresh "${attribute.content}"`);
      if (target) checkAddress(name, 'refresh', target[1], base);
    }
  }
  const ids = [...nodes(document)].flatMap((n) => n.attrs ?? []).filter((a) => a.name === 'id').map((a) => a.value);
  for (const id of ids) check(ids.indexOf(id) === ids.lastIndexOf(id), `${name}: the id "${id}" stands twice`);
  check(!/\b49\b/.test(text(document)), `${name}: a text was run as a template`);
  return document;
}

function checkData(name, json) {
  try {
    for (const value of strings(JSON.parse(json)))
      if (/^[a-z]+:/i.test(value) && value.length < 500 && /^(javascript|vbscript|data|file|blob):/i.test(value)) check(false, `${name}: ${value}`);
    passed++;
  } catch (error) {
    check(false, `${name}: JSON: ${error.message}`);
  }
}
function* strings(value) {
  if (typeof value === 'string') yield value;
  else if (value && typeof value === 'object') for (const part of Object.values(value)) yield* strings(part);
}

// Well formed: tags match, attributes are quoted, the entities are XML's own, no forbidden character.
function checkXml(name, xml) {
  const open = [];
  const entities = (s) => !/&(?!(amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i.test(s);
  check(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml), `${name}: a forbidden character`);
  const tokens = xml.replace(/^<\?xml[^?]*\?>/, '').match(/<[^>]*>|[^<]+/g) ?? [];
  check(tokens.join('') === xml.replace(/^<\?xml[^?]*\?>/, ''), `${name}: not well formed`);
  for (const token of tokens) {
    if (!token.startsWith('<')) {
      check(entities(token), `${name}: an ampersand in "${token.slice(0, 80)}"`);
      continue;
    }
    const tag = /^<(\/?)([a-z:]+)((?:\s+[a-z:]+="[^"<]*")*)\s*(\/?)>$/i.exec(token);
    check(tag && entities(tag[3]), `${name}: a tag ${token}`);
    if (!tag) continue;
    if (tag[1]) check(open.pop() === tag[2], `${name}: ${token} ends nothing`);
    else if (!tag[4]) open.push(tag[2]);
    for (const [, href] of tag[3].matchAll(/href="([^"]*)"/g)) checkAddress(name, token, href, 'https://x.example.org/');
  }
  check(open.length === 0, `${name}: ${open} is open`);
}

function checkTable(name, csv) {
  const cells = [];
  for (let i = csv.startsWith('\ufeff') ? 1 : 0; i < csv.length; ) {
    let cell = '';
    if (csv[i] === '"') {
      for (i++; i < csv.length && (csv[i] !== '"' || csv[i + 1] === '"'); i++) cell += csv[(i += csv[i] === '"')];
      i++;
    } else while (i < csv.length && !/[,\r\n]/.test(csv[i])) cell += csv[i++];
    cells.push(cell);
    while (i < csv.length && /[,\r\n]/.test(csv[i]) && csv[i++] !== ',');
  }
  check(cells.length > 10, `${name}: no cells`);
  for (const cell of cells)
    check(!/^[=+@\t\r-]/.test(cell) || /^[+-]?[\d.,]+$/.test(cell), `${name}: a formula ${cell.slice(0, 60)}`);
  check(cells.includes("'" + formula), `${name}: the formula is not there as a text`);
  return cells;
}

const out = join(work, 'out');
const written = built.status === 0
  ? readdirSync(out, { recursive: true }).filter((name) => statSync(join(out, name)).isFile()) : [];
const pages = {};
for (const name of written) {
  const content = readFileSync(join(out, name), 'utf8');
  if (name.endsWith('.html')) pages[name] = checkPage(name, content);
  else if (name.endsWith('.xml')) checkXml(name, content);
  else if (name.endsWith('.json')) checkData(name, content);
  else if (name.endsWith('schede.csv')) checkTable(name, content);
}
check(written.length > 30, `only ${written.length} files`);

// Every word is there, as it was written.
const squeeze = (s) => s.replace(/[\s\u00a0\u2028]+/g, ' ').trim();
function shows(page, selector, wanted) {
  if (!pages[page]) return check(false, `there is no ${page}`);
  const found = [...nodes(pages[page])].filter((n) => n.tagName === selector).map((n) => squeeze(text(n)));
  check(found.some((f) => f.includes(squeeze(wanted))), `${page}: <${selector}> does not hold ${wanted.slice(0, 30)}…: ${found.slice(0, 3)}`);
}
if (built.status === 0) {
  shows('schede/una/index.html', 'h1', titles.una);
  shows('schede/una/index.html', 'title', titles.una);
  shows('en/schede/altra/index.html', 'h1', 'english ' + word);
  for (const id of ['testo', 'formula', 'indirizzo', 'contatto', 'scheda', 'parti'])
    shows('schede/una/index.html', 'body', { formula, indirizzo: bare.replace('https://', ''), contatto: email, scheda: 'membro ' + word, parti: 'parte ' + word }[id] ?? id + ' ' + word);
  shows('temi/uno/index.html', 'h1', 'it termine ' + word);
  shows('index.html', 'h1', 'it sito ' + word);
  shows('enti/ente/index.html', 'h1', 'ente ' + word);
  const data = JSON.parse(readFileSync(join(out, 'schede/una/index.json'), 'utf8'));
  check(data.fields.testo === 'testo ' + word, 'index.json: the text is another');
  check(data.editions.it.title === titles.una, 'index.json: the title is another');
  const graph = [...nodes(pages['schede/una/index.html'])].filter((n) => n.tagName === 'script' && /json/.test(n.attrs.find((a) => a.name === 'type')?.value)).map(text).join('');
  check([...strings(JSON.parse(graph))].includes(titles.una), 'JSON-LD: the title is another');
}

// ---------------------------------------------------------------- the addresses that must be refused

const forbidden = ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'java\tscript:alert(1)',
  'java\nscript:alert(1)', '\u0001javascript:alert(1)', 'javascript&colon;alert(1)', 'javascript&#58;alert(1)',
  'javascript&#x3a;alert(1)', '&#106;avascript:alert(1)', 'vbscript:x', 'data:text/html,%3Cscript%3Ealert(1)',
  'data:image/svg+xml,%3Csvg%20onload=alert(1)%3E', 'data:image/png;base64,AAAA', 'file:///etc/passwd', 'feed:javascript:alert(1)',
  'view-source:x', 'blob:https://example.org/x', 'filesystem:https://example.org/x', '//example.org/x', '\\\\example.org\\x',
  '/\\example.org', 'https:example.org', 'https:///example.org', 'about:blank', 'jar:x', 'intent://x', 'ws://example.org',
  'ftp://example.org/', 'javascript\u00ad:alert(1)', '\u200bjavascript:alert(1)', '\ufeffjavascript:alert(1)', ':javascript:alert(1)',
  'x-javascript:alert(1)', 'livescript:alert(1)', 'mailto://x', 'https://', 'https://?x', 'http:\\\\example.org'];
const places = {
  url: (a) => [`sito: ${yaml(a)}\n`, ''],
  list: (a) => [`siti: [${yaml(a)}]\n`, ''],
  link: (a) => ['', `[x](<${a}>)`],
  image: (a) => ['', `![x](<${a}>)`],
  reference: (a) => ['', `[x][r]\n\n[r]: <${a}>`],
  field: (a) => [`prosa: ${yaml(`[x](<${a}>)`)}\n`, ''],
  image_field: (a) => [`prosa: ${yaml(`![x](<${a}>)`)}\n`, ''],
  file: (a) => [`allegato: ${yaml(a)}\n`, ''],
  record: (a) => [`scheda: {sito: ${yaml(a)}}\n`, ''],
  alias: (a) => [`alias: ${yaml(a)}\n`, ''],
};
const refusals = { 'site.yaml': `site:
  title: Prove
  base_url: https://prove.example.org/
  languages: [it]
collections:
  schede:
    label: Schede
    fields:
      titolo: {type: text, role: title, required: true}
      sito: {type: url}
      siti: {type: list, of: url}
      prosa: {type: markdown}
      allegato: {type: file}
      scheda: {type: record, fields: {sito: {type: url}}}
` };
const cases = [];
const soft = { 'site.yaml': refusals['site.yaml'] };
for (const [place, make] of Object.entries(places))
  forbidden.forEach((address, i) => {
    const [field, text] = make(address);
    // In Markdown the link is left out, with a warning; a line end cannot stand in one at all.
    const isMarkdown = text || place.endsWith('field');
    if (isMarkdown && /[\u0000-\u001f]/.test(address)) return;
    const name = `content/schede/${place.replace('_', '-')}-${i}.md`;
    const sheet = `---\ntitolo: T\n${field}---\n\n${text}\n`;
    if (isMarkdown) soft[name] = sheet;
    else refusals[name] = sheet;
    cases.push([name, address]);
  });
write(join(work, 'refusals'), refusals);
write(join(work, 'soft'), soft);
const refused = run('-C', join(work, 'refusals'), 'check', '--quiet', '--format', 'json');
const softened = run('-C', join(work, 'soft'), 'build', '--quiet', '--format', 'json', '--out', join(work, 'soft-out'));
check(refused.status === 1, `refusals: status ${refused.status} ${refused.stderr.slice(0, 1000)}`);
check(softened.status === 0, `links: status ${softened.status} ${softened.stderr.slice(0, 1000)}`);
const told = new Set([...JSON.parse(refused.stdout || '[]').filter((d) => d.severity === 'error'),
  ...JSON.parse(softened.stdout || '[]')].map((d) => d.path));
for (const [name, address] of cases) check(told.has(name), `${name}: ${JSON.stringify(address)} is not refused`);
for (const name of Object.keys(soft).filter((n) => n.endsWith('.md'))) {
  const page = name.replace('content/', '').replace('.md', '/index.html');
  const html = softened.status === 0 ? readFileSync(join(work, 'soft-out', page), 'utf8') : '';
  for (const node of nodes(checkPage(page, html)))
    for (const { name: key, value } of node.attrs ?? [])
      check(!/alert|passwd|example\.org[/\\]?x|blob|jar:|intent|about:/.test(value), `${page}: ${key}="${value}"`);
}

// ... and in site.yaml, one at a time.
const keys = {
  menu: (a) => `  menu: [{label: x, url: ${yaml(a)}}]\n`,
  license: (a) => `  license: {name: x, url: ${yaml(a)}}\n`,
  publisher: (a) => `  publisher: {name: x, url: ${yaml(a)}}\n`,
  email: (a) => `  publisher: {name: x, email: ${yaml(a)}}\n`,
  logo: (a) => `  logo: ${yaml(a)}\n`,
  same_as: (a) => `vocabularies: {temi: {uno: {label: x, same_as: ${yaml(a)}}}}\n`,
};
for (const [key, make] of Object.entries(keys))
  for (const address of forbidden) {
    write(join(work, 'key'), { 'site.yaml': refusals['site.yaml'].replace('collections:', make(address) + 'collections:') });
    const found = run('-C', join(work, 'key'), 'check', '--quiet', '--format', 'json');
    check(found.status === 1 && JSON.parse(found.stdout).some((d) => d.path === 'site.yaml' && d.severity === 'error'),
      `site.yaml: ${key}: ${JSON.stringify(address)} is not refused (status ${found.status})`);
  }
for (const address of [...forbidden, 'mailto:a@example.org', '/relative/', 'example.org']) {
  const found = run('-C', join(work, 'key'), 'check', '--quiet', '--base-url', address);
  check(found.status === 1 && found.stderr.includes('[base-url]'), `--base-url ${JSON.stringify(address)} is not refused (status ${found.status})`);
}

for (const failure of failures.slice(0, 60)) console.log('not ok', failure);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length || !passed ? 1 : 0);
