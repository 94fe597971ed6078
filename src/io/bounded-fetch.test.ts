import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { boundedFetch } from './bounded-fetch.ts';

describe('small documents of other servers', () => {
  let server: Server;
  let place = '';
  before(async () => {
    server = createServer((request, response) => {
      if (request.url === '/long') {
        response.write(Buffer.alloc(2 ** 20, 'x'));
        response.end('x');
      } else if (request.url === '/away') {
        response.writeHead(302, { location: '/there' }).end();
      } else if (request.url === '/nothing') {
        response.writeHead(204).end();
      } else if (request.url !== '/silent') {
        response.end(`${request.method} ${String(request.headers['x-given'])}`);
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    place = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  test('are read whole, with what was sent', async () => {
    const init = { method: 'POST', headers: { 'x-given': 'y' }, body: 'z' };
    assert.equal(await (await boundedFetch(`${place}/`, init)).text(), 'POST y');
    assert.equal((await boundedFetch(`${place}/nothing`)).status, 204);
  });

  test('are not read on when they are too long, nor looked for elsewhere', async () => {
    await assert.rejects(boundedFetch(`${place}/long`), /longer than 1048576 bytes/u);
    assert.equal((await boundedFetch(`${place}/away`)).status, 302);
  });

  test('come by TLS, or from this machine', async () => {
    await assert.rejects(boundedFetch('http://192.0.2.1/'), /could be changed on the way/u);
    await assert.rejects(boundedFetch('https://a:b@example.com/'), /must not hold credentials/u);
    await assert.rejects(boundedFetch('file:///etc/passwd'), /fetch failed|not implemented/u);
  });

  test('are waited for no longer than the caller does', async () => {
    const stop = new AbortController();
    const waiting = boundedFetch(`${place}/silent`, { signal: stop.signal });
    stop.abort();
    await assert.rejects(waiting, /aborted/u);
  });
});
