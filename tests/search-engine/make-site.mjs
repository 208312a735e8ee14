// make-site.mjs FOLDER SHEETS: a site in two languages with many words, some of them strange, and with
// columns of every kind. The same numbers give the same bytes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { Random } from './random.mjs';

const [folder, count] = [process.argv[2], Number(process.argv[3])];
const random = new Random(7);

const SITE = `site:
  title: {it: Catalogo di prova, en: Test catalogue}
  base_url: https://catalogo.example.org/
  languages: [it, en]
  theme: made
vocabularies:
  temi:
    label: {it: Temi, en: Themes}
    terms:
      t0: {label: {it: Inclusione, en: Inclusion}}
      t1: {label: {it: Lavoro, en: Work}}
      t2: {label: {it: Scuola, en: School}}
      t3: {label: {it: Sanità, en: Health}}
      t4: {label: {it: Digitale, en: Digital}, parent: t1}
      t5: {label: {it: Appalti, en: Procurement}, parent: t4}
      t6: {label: {it: Mai scelto, en: Never chosen}}
collections:
  esperienze:
    label: {it: Esperienze, en: Experiences}
    sort: [-avvio]
    fields:
      titolo: {type: text, role: title, required: true}
      sommario: {type: text, role: summary}
      ente: {type: ref, to: enti, role: organisation, facet: true}
      temi: {type: list, of: {type: term, of: temi}, role: theme, facet: true}
      avvio: {type: date, role: start, facet: range, sort: true}
      durata: {type: duration, role: duration, facet: range, sort: true}
      budget: {type: money, currency: EUR, role: budget, facet: range, sort: true}
      persone: {type: integer, facet: range, sort: true}
      quota: {type: percent, facet: range, sort: true}
  enti:
    label: {it: Enti, en: Organisations}
    template: organisation
    fields:
      nome: {type: text, role: title, required: true}
`;

const STRANGE = ['Straße', 'naïve', 'Ελληνικός', 'ΑΘΉΝΑΣ', 'Привет', 'ёлка', 'İstanbul', 'ılık', 'ﬁnale',
  'हिन्दी', '日本語', 'ガイド', 'שָׁלוֹם', 'مُحَمَّد', 'co\u00adope\u00adra\u00adtiva', 'citta\u0300', 'perche\u0301',
  'ʼndrangheta', 'ŉ', 'œuvre', 'Ærø', 'naïveté', 'x\u0323\u0307y', 'o\u0307\u0323z', 'São', 'ſanto', 'ẞ', '𝔘nicode', '𐐀𐐁',
  'e\u200dmail', 'a\u0345lfa', 'µm', 'Ωmega', 'K2', '½', '1ª', '３４'];
const CODES = ['OT11', 'OT 11', 'RA 11.3', 'RA11.3', 'n. 6456/2015', 'FSE+', 'COVID-19', 'S3', '2014-2020', '1.250,50',
  'e-learning', 'e-government', 'co-progettazione', 'front‐office', 'know-how', 'a-b-c-d', 'a-b-c-d-e', 'B2B', 'PON-GOV 2014'];
const SMALL = ['di', 'del', 'della', 'e', 'il', 'la', 'per', 'con', 'the', 'of', 'and', 'in', 'a', 'perché', 'è', 'più'];
const ELIDED = ["l'", 'l’', "dell'", 'all’', "un'", "sant'", "quest'", "d'", 'c’', "nell'"];
const ENDINGS = ['o', 'a', 'i', 'e', 'are', 'ato', 'ati', 'zione', 'zioni', 'mente', 'ing', 's', 'ed', 'ità', 'tà'];

const syllables = ['ba', 'ce', 'di', 'fo', 'gra', 'lu', 'mi', 'no', 'pre', 'qua', 'ri', 'stra', 'to', 'vi', 'ze', 'for', 'men', 'ter',
  'in', 'con', 'al', 'er', 'os', 'un', 'ca', 'sco', 'la', 'pa', 'tro', 'san'];
const stems = Array.from({ length: 900 }, () =>
  Array.from({ length: 1 + random.below(3) }, () => random.pick(syllables)).join('') + random.pick(['t', 'n', 'r', 'l', 'c', 's', 'd']));

function word() {
  const kind = random.next();
  if (kind < 0.25) return random.pick(SMALL);
  if (kind < 0.27) return random.pick(STRANGE);
  if (kind < 0.29) return random.pick(CODES);
  // Few are frequent, most are rare.
  const stem = stems[Math.floor(stems.length * random.next() ** 3)];
  let text = stem + random.pick(ENDINGS);
  if (random.chance(0.05)) text = text.replace(/[aeiou]$/, (vowel) => ({ a: 'à', e: 'è', i: 'ì', o: 'ò', u: 'ù' })[vowel]);
  if (random.chance(0.05)) text = text[0].toUpperCase() + text.slice(1);
  if (random.chance(0.01)) text = text.toUpperCase();
  if (/^[aeiou]/i.test(text) && random.chance(0.5)) text = random.pick(ELIDED) + text;
  if (random.chance(0.02)) text += '-' + random.pick(stems);
  if (random.chance(0.01)) text += random.pick(["'", '’s', "'s"]);
  return text;
}
const words = (length) => Array.from({ length }, word).join(' ').replace(/["\\\n:#{}[\]]/g, ' ');
const sentence = (length) => words(length) + random.pick(['.', ',', ';', '.', '?']);
const body = () => Array.from({ length: 1 + random.below(3) }, (_, i) =>
  `## ${words(3)}\n\n${Array.from({ length: 2 + random.below(8) }, () => sentence(4 + random.below(14))).join(' ')}\n`).join('\n');

mkdirSync(folder + '/content/esperienze', { recursive: true });
mkdirSync(folder + '/content/enti', { recursive: true });
writeFileSync(folder + '/site.yaml', SITE);
// Its script hands out the engine as it is published, joined and shortened.
mkdirSync(folder + '/themes/made/assets', { recursive: true });
writeFileSync(folder + '/themes/made/theme.yaml', 'name: made\nextends: schedario\n');
writeFileSync(folder + '/themes/made/assets/ask.js',
  "import { openEngine } from './search/engine.js';\n\nglobalThis.openEngine = openEngine;\n");
for (let i = 0; i < 12; i++)
  writeFileSync(`${folder}/content/enti/ente-${i}.md`, `---\nnome: "Ente ${words(2)}"\n---\n\n${sentence(12)}\n`);
for (let i = 0; i < count; i++) {
  const lines = [`titolo: "${words(1 + random.below(6))} ${i % 3 ? '' : 'inclusione'}"`, `sommario: "${sentence(10)}"`];
  const day = (n) => String(1 + random.below(n)).padStart(2, '0');
  if (random.chance(0.9)) lines.push(`ente: ente-${random.below(12)}`);
  if (random.chance(0.9)) lines.push(`temi: [t${random.below(6)}${random.chance(0.5) ? ', t' + random.pick([0, 2, 3]) : ''}]`.replace(/t(\d), t\1/, 't$1'));
  if (random.chance(0.8)) lines.push(`avvio: ${2012 + random.below(10)}-${day(12)}-${day(28)}`);
  if (random.chance(0.8)) lines.push(`durata: P${1 + random.below(36)}M`);
  if (random.chance(0.8)) lines.push(`budget: ${random.below(500) * 1000}.${random.pick(['00', '50', '05'])}`);
  if (random.chance(0.8)) lines.push(`persone: ${random.below(40) - 5}`);
  if (random.chance(0.5)) lines.push(`quota: ${random.below(1000) / 10}`);
  writeFileSync(`${folder}/content/esperienze/scheda-${i}.md`, `---\n${lines.join('\n')}\n---\n\n${body()}`);
  if (i % 2)
    writeFileSync(`${folder}/content/esperienze/scheda-${i}.en.md`,
      `---\ntitolo: "${words(3)} city's ${i}"\nsommario: "${sentence(8)}"\n---\n\n${body()}`);
}
