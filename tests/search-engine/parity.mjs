// parity.mjs FOLDER QUESTIONS SEED: the index of a built site, asked by `schedario search` and by the
// engine that browsers run. Both must give the same documents in the same order with the same scores, the
// same words taken for others, the same counts of facets.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { openFolder } from './folder.mjs';
import { choicesOf, questionsOf } from './questions.mjs';

const [folder, site, language, count, seed] = [process.argv[2], process.argv[3], process.argv[4], Number(process.argv[5]), Number(process.argv[6])];
const program = process.env.SCHEDARIO ?? 'build/schedario';
const SHOWN = 400;
const MISTAKE = /there is no facet|the facet has no value|cannot be sorted by/;
const GROUP = 40; // questions that choose the same
const LONE = 100; // choices without words

function textsOf(path) {
  return readdirSync(path, { recursive: true })
    .filter((name) => name.endsWith('.md') && /\.en\.md$/.test(name) === (language === 'en'))
    .sort()
    .map((name) => readFileSync(`${path}/${name}`, 'utf8'));
}

// What the program answers, a line a question; null where it takes the choices for a mistake.
function askProgram(questions, { choices, sort }) {
  const words = ['search', '-', '--out', site, '--in', language, '--format', 'json', '--limit', String(SHOWN)];
  for (const { column, value } of choices) words.push('--facet', `${column}=${value}`);
  if (sort) words.push(`--sort=${sort}`);
  const input = questions.map((text, i) => `${i}\t${text}\n`).join('');
  const { status, stdout, stderr } = spawnSync(program, words, { input, maxBuffer: 1 << 30, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  if (status === 2 && MISTAKE.test(stderr)) return null;
  if (status !== 0) throw new Error(`${words.join(' ')}: ${status} ${stderr}`);
  return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

const engine = await openFolder(`${site}/search/${language}`);
const keys = (await engine.cards(Array.from({ length: engine.documentCount }, (_, i) => i))).map((card) => card.key);
const values = new Map();
for (const { id } of engine.columns) values.set(id, (await engine.column(id)).values.map((value) => value.id));

const hasTyped = (note) => [note.typed, note.used];
function fromProgram(answer) {
  return {
    total: answer.total,
    all: answer.with_all_words,
    notes: answer.taken_for.map(hasTyped),
    facets: Object.entries(answer.facets).map(([id, counts]) => [id, ...Object.entries(counts).map((pair) => pair.join('=')).sort()]),
    results: answer.results,
  };
}
function fromEngine(answer) {
  return {
    total: answer.documents.length,
    all: answer.allCount,
    notes: answer.notes.map(hasTyped),
    facets: answer.facets.map(({ column, counts }) =>
      [column, ...Array.from(counts, (count, i) => `${values.get(column)[i]}=${count}`).sort()]),
    results: Array.from(answer.documents.subarray(0, SHOWN), (document, i) => [keys[document], answer.scores[i]]),
  };
}

let passed = 0, failed = 0, mistakes = 0, found = 0, noted = 0;

function tell(text, chosen, theirs, ours) {
  console.log(`not ok: ${JSON.stringify(text.slice(0, 300))} ${JSON.stringify(chosen)}`);
  for (const part of ['total', 'all', 'notes', 'facets', 'results']) {
    const [a, b] = [theirs, ours].map((side) => JSON.stringify(side?.[part] ?? side));
    if (a === b) continue;
    let at = 0;
    while (a[at] === b[at]) at++;
    console.log(`    ${part}, program: …${a.slice(Math.max(0, at - 40), at + 160)}`);
    console.log(`    ${part}, engine:  …${b.slice(Math.max(0, at - 40), at + 160)}`);
  }
}

async function compare(questions, chosen) {
  const answers = askProgram(questions, chosen);
  for (const [i, text] of questions.slice(0, answers ? Infinity : 1).entries()) {
    const answer = await engine.query({ text, ...chosen, counts: true });
    const theirs = answers && fromProgram(answers[i]);
    const ours = answer.mistake ? null : fromEngine(answer);
    mistakes += !theirs;
    found += theirs?.total > 0;
    noted += theirs?.notes.length > 0;
    if (JSON.stringify(theirs) === JSON.stringify(ours)) passed++;
    else if (++failed <= 12) tell(text, chosen, theirs, ours);
  }
}

const questions = [...questionsOf(textsOf(`${folder}/content`), count, seed)];
const nothing = { choices: [], sort: '' };
const choices = await choicesOf(engine, Math.ceil(count / GROUP) + LONE, seed + 1);
// Half of all questions choose nothing more.
for (let at = 0; at < count; at += GROUP)
  await compare(questions.slice(at, at + GROUP), at % (2 * GROUP) ? choices.pop() : nothing);
for (const chosen of choices) await compare([''], chosen);
console.log(`${language}: ${count} questions over ${engine.documentCount} sheets; ${found} find something, ${noted} are taken for others, ${mistakes} choose what there is not`);
console.log(`${passed} passed, ${failed} failed`);
