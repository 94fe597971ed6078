import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import tls from 'node:tls';
import { outputFormats } from '../../src/cli/output.ts';
import { put, tempTree } from '../../src/io/tests/temp-tree.ts';
import { startFlood, startSilent } from '../tls/hostile.ts';
import { assertCode, lacking, User } from './lockstep.ts';

/** What a certificate or a header could do to a terminal, a page, a build log or a table. */
const evil = '\u001b[31m\u001b]0;evil\u0007<script>alert(1)</script>|`$(id)`\u202e::error::x';
/** A control character other than the end of a line and a tabulator, or one that turns the direction of text. */
// oxlint-disable-next-line no-control-regex -- it is about these
const harmful = /[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]/u;

/** A certificate with such names, made by OpenSSL. */
function evilCredentials(context: TestContext): { readonly cert: string; readonly key: string } {
  const folder = tempTree(context);
  put(
    folder,
    'req.cnf',
    `[req]
prompt = no
utf8 = yes
string_mask = utf8only
distinguished_name = dn
x509_extensions = ext
[dn]
O = ${evil.replaceAll('$', '\\$')}
CN = ${evil.replaceAll('$', '\\$')}
[ext]
subjectAltName = @names
[names]
DNS.1 = <script>alert(1)</script>.example
DNS.2 = \u001b[31m.example
DNS.3 = localhost
`,
  );
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-config', 'req.cnf'];
  execFileSync('openssl', [...args, '-keyout', 'k.pem', '-out', 'c.pem'], {
    cwd: folder,
    stdio: 'pipe',
  });
  const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
  return { cert: read('c.pem'), key: read('k.pem') };
}

/** HTTP of its own over TLS, because Node would not send such headers. */
async function startEvil(context: TestContext): Promise<number> {
  const sockets = new Set<Socket>();
  const server = tls.createServer(evilCredentials(context), (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      const headers = ['Server', 'Strict-Transport-Security', 'Location', 'Set-Cookie'];
      const lines = headers.map((name) => `${name}: ${evil.replaceAll('\u202e', '')}\r\n`);
      socket.end(Buffer.from(`HTTP/1.1 200 OK\r\n${lines.join('')}Content-Length: 0\r\n\r\n`));
    });
  });
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const bound = server.address();
  assert.ok(bound !== null && typeof bound !== 'string');
  return bound.port;
}

describe('an endpoint that means harm', () => {
  test(
    'harms no report with its names and headers',
    { skip: lacking('openssl') },
    async (context) => {
      const user = new User(context);
      const cwd = tempTree(context);
      const port = await startEvil(context);
      for (const { name: id } of outputFormats) {
        const end = await user.run(
          cwd,
          'tls',
          `127.0.0.1:${port}`,
          '--format',
          id,
          '--color',
          'never',
        );
        assertCode(end, 0);
        assert.doesNotMatch(end.stdout, harmful, id);
        if (id === 'html' || id === 'markdown' || id === 'junit') {
          assert.doesNotMatch(end.stdout, /<script>alert/u, id);
        }
        assert.doesNotMatch(end.stdout, /^::error::x/mu, id);
      }
    },
  );

  test('does not keep the program waiting, nor fill its memory', async (context) => {
    const user = new User(context);
    const cwd = tempTree(context);
    for (const start of [startSilent, startFlood]) {
      const server = await start();
      context.after(() => server.stop());
      const args = ['tls', `127.0.0.1:${server.port}`, '--timeout', '3', '--format', 'json'];
      const end = await user.runWith(
        { env: { NODE_OPTIONS: '--max-old-space-size=96' } },
        cwd,
        ...args,
      );
      assertCode(end, 0);
      // The built-in policy observes: it passes, and says that it could not tell.
      assert.match(end.stdout, /"letter": ?"\?"/u);
      assert.match(end.stdout, /"reason": ?"inconclusive"/u);
    }
  });

  test('that comes in hundreds does not crash a program that may open few files', async (context) => {
    const user = new User(context);
    const cwd = tempTree(context);
    const places: string[] = [];
    for (let count = 0; count < 80; count += 1) {
      const server = await startSilent();
      context.after(() => server.stop());
      places.push(`${server.address}:${server.port}`);
    }
    // Fewer than the connections that may be open at a time; Node itself needs some two hundred to begin.
    const line = `ulimit -n 280; exec "$NODE" "$PROGRAM" tls ${places.join(' ')} --timeout 4 -f json`;
    const end = await user.shell(line, cwd).ended;
    assertCode(end, 0);
    assert.doesNotMatch(end.stdout, /"reason": ?"crash"/u);
    assert.equal(end.stdout.match(/"letter": ?"\?"/gu)?.length, 2 * places.length);
  });
});
