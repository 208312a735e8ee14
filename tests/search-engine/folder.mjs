// Opens the index in a folder with the engine that browsers run.
import { readFile } from 'node:fs/promises';
import { openEngine } from '../../themes/schedario/assets/search/engine.js';

export async function openFolder(folder, read = (name) => readFile(`${folder}/${name}`)) {
  return openEngine({ header: new Uint8Array(await read('header.bin')), read });
}
