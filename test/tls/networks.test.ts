import assert from 'node:assert/strict';
import net from 'node:net';
import test, { type TestContext } from 'node:test';
import tls from 'node:tls';
import { plainCredentials } from './credentials.ts';
import { garbage, startAnswering, startFlood, startResetting } from './hostile.ts';
import type { Listener } from './listener.ts';
import {
  startCutting,
  startDelaying,
  startDripping,
  startLossy,
  startRateLimit,
  startShredding,
  startTarpit,
  startWarning,
} from './networks.ts';

async function keep(context: TestContext, starting: Promise<Listener>): Promise<Listener> {
  const listener = await starting;
  context.after(() => listener.stop());
  return listener;
}

/** A server in this process. */
async function startHere(context: TestContext): Promise<{ address: string; port: number }> {
  const { chain, key } = plainCredentials();
  const sockets = new Set<net.Socket>();
  const server = tls.createServer({ cert: chain, key });
  server.on('connection', (socket: net.Socket) => sockets.add(socket));
  server.on('tlsClientError', () => undefined);
  server.on('secureConnection', (socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const bound = server.address();
  assert.ok(bound !== null && typeof bound !== 'string');
  return { address: '127.0.0.1', port: bound.port };
}

/** `ok`, or the code of the error. */
async function shake(port: number, maxVersion: tls.SecureVersion = 'TLSv1.3'): Promise<string> {
  return new Promise((resolve) => {
    const options = { port, host: '127.0.0.1', rejectUnauthorized: false, maxVersion };
    const socket = tls.connect(options, () => {
      socket.destroy();
      resolve('ok');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      socket.destroy();
      resolve(error.code ?? error.message);
    });
  });
}

/** Everything that arrives after a few bytes were sent, and how it ended. */
async function ask(port: number): Promise<{ bytes: Buffer; error?: string | undefined }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = net.connect({ port, host: '127.0.0.1' }, () => socket.write('hello'));
    socket.on('data', (chunk) => chunks.push(chunk));
    let error: string | undefined;
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      error = code;
    });
    socket.on('close', () => resolve({ bytes: Buffer.concat(chunks), error }));
  });
}

async function countGood(port: number, tries: number): Promise<number> {
  let good = 0;
  for (let index = 0; index < tries; index += 1) good += (await shake(port)) === 'ok' ? 1 : 0;
  return good;
}

test('a lossy network breaks the same share of connections for the same seed', async (context) => {
  const target = await startHere(context);
  const first = await keep(context, startLossy(target, 0.3, 11));
  const second = await keep(context, startLossy(target, 0.3, 11));
  const good = await countGood(first.port, 60);
  assert.equal(await countGood(second.port, 60), good);
  assert.ok(good > 30 && good < 54, String(good));
  assert.equal(first.connections(), 60);
});

test('a far away server is reached through a delay, in whole', async (context) => {
  const target = await startHere(context);
  const proxy = await keep(context, startDelaying(target, 20));
  const begun = performance.now();
  assert.equal(await shake(proxy.port), 'ok');
  // Connection and two flights of TLS 1.3: no timer ends early.
  assert.ok(performance.now() - begun > 38);
});

test('a handshake survives one byte at a time, records of one byte, and a warning first', async (context) => {
  const target = await startHere(context);
  const drip = await keep(context, startDripping(target, 0));
  const shreds = await keep(context, startShredding(target));
  const warning = await keep(context, startWarning(target));
  assert.equal(await shake(drip.port, 'TLSv1.2'), 'ok');
  assert.equal(await shake(shreds.port, 'TLSv1.2'), 'ok');
  assert.equal(await shake(shreds.port), 'ok');
  assert.equal(await shake(warning.port, 'TLSv1.2'), 'ok');
});

test('an answer is cut after exactly so many bytes', async (context) => {
  const whole = await keep(context, startAnswering(garbage(100, 1)));
  const closed = await keep(context, startCutting(whole, 37, 'close'));
  const reset = await keep(context, startCutting(whole, 37, 'reset'));
  const answer = await ask(closed.port);
  assert.deepEqual(answer, {
    bytes: Buffer.from(garbage(100, 1)).subarray(0, 37),
    error: undefined,
  });
  // No error: libuv takes a RST that comes with the last bytes for an end.
  assert.equal((await ask(reset.port)).bytes.length, 37);
});

test('a tarpit and a rate limit let so many connections through', async (context) => {
  const target = await startHere(context);
  const tarpit = await keep(context, startTarpit(target, 2));
  assert.equal(await countGood(tarpit.port, 2), 2);
  const limit = await keep(context, startRateLimit(target, 3));
  const results = await Promise.all([1, 2, 3, 4, 5, 6].map(() => shake(limit.port)));
  assert.deepEqual(results.toSorted(), [
    'ECONNRESET',
    'ECONNRESET',
    'ECONNRESET',
    'ok',
    'ok',
    'ok',
  ]);
});

test('a flood goes on until the client leaves, and a reset is a reset', async (context) => {
  const flood = await keep(context, startFlood());
  const enough = 4 * 1024 * 1024;
  const taken = await new Promise<number>((resolve) => {
    let bytes = 0;
    const socket = net.connect({ port: flood.port, host: '127.0.0.1' });
    socket.on('data', (chunk) => {
      bytes += chunk.length;
      if (bytes >= enough) socket.destroy();
    });
    socket.on('close', () => resolve(bytes));
  });
  assert.ok(taken >= enough);
  const resetting = await keep(context, startResetting());
  assert.equal((await ask(resetting.port)).error, 'ECONNRESET');
});
