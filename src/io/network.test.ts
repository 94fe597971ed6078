import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import net, { type Server, type Socket } from 'node:net';
import test, { type TestContext } from 'node:test';
import type { Connection, Network } from '../model/network.ts';
import { sortAddresses } from './network-address.ts';
import { openNetwork } from './network.ts';

const ROOM_MS = 5_000;

function portOf(server: Server): number {
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return address.port;
}

async function serve(context: TestContext, onSocket: (socket: Socket) => void): Promise<number> {
  const open = new Set<Socket>();
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  context.after(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return portOf(server);
}

function network(context: TestContext): Network {
  const stop = new AbortController();
  context.after(() => stop.abort());
  return openNetwork(stop.signal);
}

async function dial(context: TestContext, port: number): Promise<Connection> {
  const dialled = await network(context).dial('127.0.0.1', port, ROOM_MS);
  assert.equal(dialled.kind, 'connected');
  return dialled.connection;
}

test('bytes come in order, then the end, again and again', async (context) => {
  const port = await serve(context, (socket) => socket.end('hello'));
  const connection = await dial(context, port);
  const first = await connection.receive(ROOM_MS);
  assert.deepEqual(first.kind === 'data' && Buffer.from(first.bytes).toString(), 'hello');
  assert.deepEqual(await connection.receive(ROOM_MS), { kind: 'end' });
  assert.deepEqual(await connection.receive(ROOM_MS), { kind: 'end' });
  connection.close();
});

test('what was sent reaches a server that has closed its own direction', async (context) => {
  const server = new EventEmitter();
  const heard = once(server, 'heard');
  const port = await serve(context, (socket) => {
    socket.end();
    socket.on('data', (bytes) => server.emit('heard', bytes.toString()));
  });
  const connection = await dial(context, port);
  assert.deepEqual(await connection.receive(ROOM_MS), { kind: 'end' });
  connection.send(Buffer.from('still here'));
  assert.deepEqual(await heard, ['still here']);
});

test('a reset is told from an orderly end', async (context) => {
  const port = await serve(context, (socket) => socket.resetAndDestroy());
  const connection = await dial(context, port);
  assert.deepEqual(await connection.receive(ROOM_MS), { kind: 'reset' });
  connection.send(Buffer.from('nobody hears this'));
  connection.close();
  connection.close();
});

test('silence is a timeout, and what comes later is not lost', async (context) => {
  const port = await serve(context, (socket) => socket.once('data', () => socket.write('late')));
  const connection = await dial(context, port);
  assert.deepEqual(await connection.receive(20), { kind: 'timeout' });
  connection.send(Buffer.from('now'));
  assert.equal((await connection.receive(ROOM_MS)).kind, 'data');
  connection.close();
});

test('a flood is read up to one mebibyte and ends in a reset', async (context) => {
  const port = await serve(context, (socket) => {
    const flood = Buffer.alloc(65_536);
    const pour = (): void => {
      while (socket.writable && socket.write(flood));
      socket.once('drain', pour);
    };
    pour();
  });
  const connection = await dial(context, port);
  let total = 0;
  let received = await connection.receive(ROOM_MS);
  while (received.kind === 'data') {
    total += received.bytes.length;
    received = await connection.receive(ROOM_MS);
  }
  assert.equal(total, 1_048_576);
  assert.equal(received.kind, 'reset');
});

test('a port where nobody listens is refused', async (context) => {
  const port = await new Promise<number>((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const free = portOf(server);
      server.close(() => resolve(free));
    });
  });
  assert.deepEqual(await network(context).dial('127.0.0.1', port, ROOM_MS), { kind: 'refused' });
});

test('a stopped run dials nothing and ends what waits', async (context) => {
  const port = await serve(context, () => undefined);
  const stop = new AbortController();
  const own = openNetwork(stop.signal);
  const dialled = await own.dial('127.0.0.1', port, ROOM_MS);
  assert.equal(dialled.kind, 'connected');
  const waiting = dialled.connection.receive(ROOM_MS);
  const pause = own.wait(ROOM_MS);
  stop.abort();
  assert.deepEqual(await waiting, { kind: 'reset' });
  await pause;
  const after = await own.dial('127.0.0.1', port, ROOM_MS);
  assert.deepEqual(after, { kind: 'failed', detail: 'stopped' });
});

test('an address resolves to itself, a name that cannot exist to a code', async (context) => {
  const own = network(context);
  assert.deepEqual(await own.resolve('127.0.0.1'), {
    kind: 'resolved',
    addresses: ['127.0.0.1'],
  });
  assert.equal((await own.resolve('no-such-name.invalid')).kind, 'failed');
});

test('addresses are sorted as numbers, IPv4 first, each once', () => {
  assert.deepEqual(
    sortAddresses(['2001:db8::10', '10.0.0.10', '2001:db8::9', '10.0.0.9', '10.0.0.9', 'x']),
    ['10.0.0.9', '10.0.0.10', '2001:db8::9', '2001:db8::10'],
  );
});

async function ask(
  context: TestContext,
  listener: http.RequestListener,
): ReturnType<Network['http']> {
  const server = http.createServer(listener);
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  return network(context).http({
    address: '127.0.0.1',
    port,
    scheme: 'http',
    host: 'shop.example',
    path: '/',
    timeoutMs: ROOM_MS,
  });
}

test('HEAD is enough where it is answered, and redirects are not followed', async (context) => {
  const asked: string[] = [];
  const answer = await ask(context, (request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.host?.split(':')[0]}`);
    response.writeHead(301, ['Location', 'https://shop.example/', 'X-A', '1', 'x-a', '2']).end();
  });
  assert.deepEqual(asked, ['HEAD / shop.example']);
  assert.equal(answer.kind === 'answered' && answer.status, 301);
  assert.equal(answer.kind === 'answered' && answer.headers['x-a'], '1, 2');
  assert.equal(answer.kind === 'answered' && answer.headers['location'], 'https://shop.example/');
});

test('GET is asked where HEAD is refused, and its body is not read', async (context) => {
  const answer = await ask(context, (request, response) => {
    if (request.method === 'HEAD') response.writeHead(405).end();
    else response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'] }).write(Buffer.alloc(100_000));
  });
  assert.equal(answer.kind === 'answered' && answer.status, 200);
  assert.equal(answer.kind === 'answered' && answer.headers['set-cookie'], 'a=1\nb=2');
});

test('a header named like a property of all objects is a header', async (context) => {
  const answer = await ask(context, (_, response) => {
    response.writeHead(200, ['__proto__', 'x']).end();
  });
  assert.equal(answer.kind === 'answered' && Object.hasOwn(answer.headers, '__proto__'), true);
});

test('what is no HTTP is a failure with a code', async (context) => {
  const port = await serve(context, (socket) => socket.end('220 mail.example ESMTP\r\n'));
  const answer = await network(context).http({
    address: '127.0.0.1',
    port,
    scheme: 'http',
    host: '127.0.0.1',
    path: '/',
    timeoutMs: ROOM_MS,
  });
  assert.equal(answer.kind, 'failed');
});
