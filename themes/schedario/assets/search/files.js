// files.js - the files of the search index: from the site's server, or from a folder (a site built
// with --offline), where pages cannot fetch and each file is a script that hands over its bytes.

const PATIENCE = 30000; // milliseconds

const waiting = new Map(); // by name: who takes the bytes

function readScript(folder, name) {
  globalThis.schedario_file ??= (given, text) => waiting.get(given)?.(text);
  const script = document.createElement('script');
  return new Promise((resolve, reject) => {
    waiting.set(name, (text) => resolve(Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0))));
    script.onload = script.onerror = () => reject(new Error(name));
    script.src = folder + name.replace(/\.bin$/, '.js');
    document.head.append(script);
  }).finally(() => {
    waiting.delete(name);
    script.remove();
  });
}

async function readServer(folder, name) {
  const response = await fetch(folder + name, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(name + ': ' + response.status);
  return new Uint8Array(await response.arrayBuffer());
}

/** What the engine reads by. `folder`: of the language's index, as the page says it, or its
 * index.html where the site is `offline`. */
export function fileReader({ folder, offline }) {
  const place = folder.replace(/index\.html$/, '');
  return (name) => (offline ? readScript : readServer)(place, name);
}

/** The href of a page below the site's root ("/esperienze/x/"). */
export const hrefOf = (address, { root, offline }) =>
  root + address.replace(/^\//, '') + (offline && address.endsWith('/') ? 'index.html' : '');
