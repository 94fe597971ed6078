import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { testDatabases } from '../store/tests/databases.ts';
import { testService, type TestService } from './tests/service.ts';

const CRLF = '\r\n';
/** What a client sends that never ends; far more than a report may have. */
const ENDLESS_BYTES = 2 ** 30;

describe('what is hostile below the routes', () => {
  let service: TestService;
  let port: number;
  let token: string;
  const [kind] = testDatabases().toReversed();
  assert.ok(kind !== undefined);
  before(async () => {
    service = await testService(kind);
    await service.app.listen({ host: '127.0.0.1', port: 0 });
    const address = service.app.server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
    token = await service.token('pipeline');
  });
  after(() => service.stop());

  /** Sends bytes as they are, and returns the statuses of all answers until the connection ends. */
  const say = (...parts: readonly string[]): Promise<readonly number[]> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      let said = '';
      socket.setEncoding('latin1').on('data', (text: string) => (said += text));
      socket.once('error', reject);
      socket.once('close', () => {
        resolve([...said.matchAll(/^HTTP\/1\.1 (\d{3})/gmu)].map((match) => Number(match[1])));
      });
      socket.end(parts.join(CRLF));
    });
  const isAlive = async (): Promise<void> => {
    assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200);
  };

  test('a request whose length is said twice, or in two ways, is refused, and what follows it too', async () => {
    const smuggled = ['GET /healthz HTTP/1.1', 'Host: a', '', ''];
    for (const lengths of [
      ['Content-Length: 5', 'Transfer-Encoding: chunked'],
      ['Content-Length: 5', 'Content-Length: 6'],
      ['Content-Length: -1'],
      ['Content-Length: 5x'],
      ['Transfer-Encoding: chunked, identity'],
      ['Transfer-Encoding : chunked'],
    ]) {
      const head = ['POST /v1/runs?product=p HTTP/1.1', 'Host: a', ...lengths, '', ''];
      assert.deepEqual(await say(...head, '0', '', ...smuggled), [400], lengths.join());
    }
    await isAlive();
  });

  test('heads that are too large, broken or torn are refused', async () => {
    const long = `X-Long: ${'x'.repeat(20_000)}`;
    assert.deepEqual(await say('GET /healthz HTTP/1.1', 'Host: a', long, '', ''), [431]);
    assert.deepEqual(await say('GET /healthz HTTP/9.9', 'Host: a', '', ''), [400]);
    assert.deepEqual(await say('\u0016\u0003\u0001', '', ''), [400]);
    assert.deepEqual(await say('GET /healthz HTTP/1.1', 'Host: a', 'X-Torn: '), [400]);
    await isAlive();
  });

  test('a report that breaks off is none, and its sender keeps nobody waiting', async () => {
    const head = [
      'POST /v1/runs?product=torn&format=sarif HTTP/1.1',
      'Host: a',
      `Authorization: Bearer ${token}`,
      'Content-Length: 1000',
    ];
    await say(...head, '', '{"version":"2.1.0","runs":[');
    await isAlive();
    assert.deepEqual(
      await service.database.query(`select 1 from products where name = 'torn'`),
      [],
    );
  });

  test('a stream without an end is ended when it is too long, and is not kept in memory', async () => {
    const chunk = Buffer.alloc(2 ** 16, ' ');
    const atFirst = process.memoryUsage().rss;
    let [sent, peak] = [0, atFirst];
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= ENDLESS_BYTES) controller.close();
        else controller.enqueue(chunk);
        sent += chunk.byteLength;
        peak = Math.max(peak, process.memoryUsage().rss);
      },
    });
    const answer = await fetch(`http://127.0.0.1:${port}/v1/runs?product=p&format=sarif`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}` },
      // oxlint-disable-next-line no-unsafe-type-assertion -- undici asks for it; the types do not know it
      ...({ duplex: 'half' } as object),
    }).catch(() => undefined);
    // The client may see the connection end before it has read why.
    if (answer !== undefined) assert.equal(answer.status, 413);
    assert.ok(sent < ENDLESS_BYTES, String(sent));
    assert.ok(peak - atFirst < 200e6, `${(peak - atFirst) / 1e6} MB`);
    await isAlive();
  });

  test('who sends a head or a body byte by byte is let go, and keeps nobody waiting', async () => {
    const { server } = service.app;
    const usual = { head: server.headersTimeout, whole: server.requestTimeout };
    Object.assign(server, { headersTimeout: 300, requestTimeout: 600 });
    const head = ['POST /v1/runs?product=p HTTP/1.1', 'Host: a', `Authorization: Bearer ${token}`];
    const slow = [
      drip(port, head.slice(0, 2), 'X'),
      drip(port, [...head, 'Content-Length: 1000', '', ''], ' '),
      drip(port, [...head, 'Transfer-Encoding: chunked', '', ''], `1${CRLF} ${CRLF}`),
    ];
    await isAlive();
    for (const said of await Promise.all(slow)) assert.match(said, /^HTTP\/1\.1 4(?:08|22)|^$/u);
    Object.assign(server, { headersTimeout: usual.head, requestTimeout: usual.whole });
    await isAlive();
  });

  test('whoever opens connections without end is refused, and others are answered', () => {
    assert.ok(service.app.server.maxConnections <= 10_000);
    assert.ok(service.app.server.headersTimeout <= 30_000);
    assert.ok(service.app.server.requestTimeout <= 120_000);
  });
});

/** Sends the beginning, then a little again and again until the other side ends it; returns what that one said. */
function drip(port: number, beginning: readonly string[], drop: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let said = '';
    socket.setEncoding('latin1').on('data', (text: string) => (said += text));
    socket.on('error', () => undefined);
    socket.write(beginning.join(CRLF));
    const timer = setInterval(() => socket.write(drop), 50);
    socket.once('close', () => {
      clearInterval(timer);
      resolve(said);
    });
  });
}
