// Serves the repositories of a folder over ssh on the loopback, to whoever has the key.
//
//     node server.mjs FOLDER      prints its port; makes FOLDER/id_ed25519 (the key that is let in) and
//                                 FOLDER/known_hosts (its own key, as ssh keeps it)
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ssh2 from 'ssh2';

const [folder] = process.argv.slice(2);
const { generateKeyPairSync, parseKey } = ssh2.utils;
const host = generateKeyPairSync('ed25519');
const person = generateKeyPairSync('ed25519');
const known = parseKey(person.public);

function isKnown(context) {
    return context.method === 'publickey' && context.username === 'git' &&
        context.key.data.equals(known.getPublicSSH()) &&
        (!context.signature || known.verify(context.blob, context.signature, context.hashAlgo) === true);
}

function serve(accept, reject, { command }) {
    const [, path] = /^git-upload-pack '(.*)'$/.exec(command) ?? [];
    if (!path) {
        reject();
        return;
    }
    const channel = accept();
    const pack = spawn('git', ['-c', 'safe.directory=*', 'upload-pack', join(folder, path)]);
    channel.pipe(pack.stdin);
    pack.stdin.on('error', () => {});
    pack.stdout.pipe(channel, { end: false });
    pack.stderr.pipe(channel.stderr, { end: false });
    pack.on('close', (status) => {
        channel.exit(status ?? 1);
        channel.end();
    });
}

const server = new ssh2.Server({ hostKeys: [host.private] }, (client) => {
    client.on('authentication', (context) => (isKnown(context) ? context.accept() : context.reject(['publickey'])));
    client.on('ready', () => client.on('session', (accept) => accept().on('exec', serve)));
    client.on('error', () => {});
});
server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    writeFileSync(join(folder, 'id_ed25519'), person.private, { mode: 0o600 });
    writeFileSync(join(folder, 'id_ed25519.pub'), `${person.public}\n`);
    writeFileSync(join(folder, 'known_hosts'), `[127.0.0.1]:${port} ${host.public}\n`);
    console.log(port);
});
// It ends with whoever started it, whatever happens.
process.stdin.on('end', () => process.exit());
process.stdin.resume();
