// Opens the index in a folder with the engine that browsers run: its modules, or with ENGINE the script that a
// build made of them.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { runInThisContext } from 'node:vm';
import * as modules from '../../themes/schedario/assets/search/engine.js';

if (process.env.ENGINE) runInThisContext(readFileSync(process.env.ENGINE, 'utf8'));
const { openEngine } = process.env.ENGINE ? globalThis : modules;

export async function openFolder(folder, read = (name) => readFile(`${folder}/${name}`)) {
  return openEngine({ header: new Uint8Array(await read('header.bin')), read });
}
