// Serves the repositories of a folder over https on the loopback, as a forge does: git's own http-backend behind a
// server that can ask for a token, be silent, or break off.
//
//     node https-server.mjs FOLDER KEY CERTIFICATE [TOKEN]      prints its port
//
// /open/x.git is for everybody, /private/x.git for who has the token, /silent/ never answers, /broken/x.git breaks
// off after the first kilobytes of what it sends, /page/ is no repository but a page.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

const [folder, key, certificate, token] = process.argv.slice(2);
const breaksOffAfter = 20000;

function answer(request, response) {
    const url = new URL(request.url, 'https://localhost');
    const [, area, ...rest] = url.pathname.split('/');
    if (area === 'silent') return;
    if (area === 'page') {
        response.end('<p>Not a repository.</p>');
        return;
    }
    if (area === 'private') {
        const given = Buffer.from((request.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString();
        if (given.slice(given.indexOf(':') + 1) !== token) {
            response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' });
            response.end();
            return;
        }
    }
    if (!['open', 'private', 'broken'].includes(area)) {
        response.writeHead(404);
        response.end();
        return;
    }
    const backend = spawn('git', ['http-backend'], {
        env: {
            PATH: process.env.PATH, GIT_PROJECT_ROOT: folder, GIT_HTTP_EXPORT_ALL: '1',
            GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*',
            PATH_INFO: `/${rest.join('/')}`, REQUEST_METHOD: request.method, QUERY_STRING: url.search.slice(1),
            CONTENT_TYPE: request.headers['content-type'] ?? '', REMOTE_USER: 'test', REMOTE_ADDR: '127.0.0.1',
            HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        },
    });
    request.pipe(backend.stdin);
    backend.stdin.on('error', () => {});
    let head = Buffer.alloc(0);
    let isBody = false;
    let sent = 0;
    const send = (bytes) => {
        sent += bytes.length;
        response.write(bytes);
        if (area === 'broken' && sent > breaksOffAfter) response.destroy();
    };
    backend.stdout.on('data', (bytes) => {
        if (isBody) {
            send(bytes);
            return;
        }
        head = Buffer.concat([head, bytes]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        isBody = true;
        const headers = head.subarray(0, end).toString().split('\r\n').map((line) => line.split(': '));
        const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200';
        response.writeHead(Number.parseInt(status, 10),
            Object.fromEntries(headers.filter(([name]) => name !== 'Status')));
        send(head.subarray(end + 4));
    });
    backend.stdout.on('end', () => response.end());
}

const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, answer);
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
// It ends with whoever started it, whatever happens.
process.stdin.on('end', () => process.exit());
process.stdin.resume();
