import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import test from 'node:test';
import { concat, u16, u24, u32, u8, vector16, vector24, vector8 } from './bytes.ts';
import { encodeHandshake, encodeRecords } from './client-hello.ts';
import type { ServerMessage } from './message.ts';
import { parseHandshake } from './parse-handshake.ts';
import { maxConnectionBytes } from './protocol.ts';
import { ServerReader } from './server-reader.ts';

const version = 0x0303;

function extension(type: number, data: Uint8Array): Uint8Array {
  return concat(u16(type), vector16(data));
}

function serverHello(
  suite: number,
  random: Uint8Array,
  extensions: readonly Uint8Array[],
): Uint8Array {
  const sessionId = vector8(Uint8Array.of(1, 2));
  const body = concat(u16(version), random, sessionId, u16(suite), u8(0), vector16(...extensions));
  return encodeHandshake(2, body);
}

const markedRandom = concat(new Uint8Array(24), Buffer.from('444f574e47524401', 'hex'));
const alpn = extension(16, vector16(vector8(Buffer.from('h2'))));
const certificate = encodeHandshake(
  11,
  vector24(vector24(Uint8Array.of(1)), vector24(Uint8Array.of(2))),
);
const status = encodeHandshake(22, concat(u8(1), vector24(Uint8Array.of(9))));
const point = Uint8Array.of(4, 5, 6);
const keyExchange = encodeHandshake(
  12,
  concat(u8(3), u16(29), vector8(point), u16(0x0804), vector16(Uint8Array.of(7))),
);
const request = encodeHandshake(
  13,
  concat(vector8(Uint8Array.of(1)), vector16(u16(0x0403)), vector16(vector16(Uint8Array.of(8)))),
);
const done = encodeHandshake(14, new Uint8Array());
const flight = concat(
  serverHello(0xc02f, markedRandom, [alpn]),
  certificate,
  status,
  keyExchange,
  request,
  done,
);

/** All of a flight in one record. */
const stream = encodeRecords(22, version, flight);

function readAll(pieces: readonly Uint8Array[]): readonly ServerMessage[] {
  const reader = new ServerReader();
  return pieces.flatMap((piece) => reader.push(piece));
}

test('a flight of TLS 1.2 is read message by message', () => {
  const messages = readAll([stream]);
  assert.deepEqual(
    messages.map(({ kind }) => kind),
    [
      'server-hello',
      'certificate',
      'certificate-status',
      'server-key-exchange',
      'certificate-request',
      'server-hello-done',
    ],
  );
  const [hello, chain, , exchange] = messages;
  assert.ok(hello?.kind === 'server-hello');
  const { suite, alpn: protocol, downgradeFrom } = hello;
  assert.deepEqual(
    [hello.version, suite, protocol, downgradeFrom],
    ['TLS1.2', 0xc02f, 'h2', 'TLS1.3'],
  );
  assert.ok(chain?.kind === 'certificate' && chain.certificates.length === 2);
  assert.ok(exchange?.kind === 'server-key-exchange');
  assert.deepEqual([exchange.ecdh?.group, exchange.signatureScheme], [29, 0x0804]);
});

test('however it is cut, into records and into pieces, the same is read', () => {
  const whole = readAll([stream]);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }),
      (records, pieces) => {
        const cutRecords = cut(flight, records).map((part) => encodeRecords(22, version, part));
        assert.deepEqual(readAll(cut(concat(...cutRecords), pieces)), whole);
      },
    ),
    { seed: 3, numRuns: 200 },
  );
  assert.deepEqual(
    readAll(
      cut(
        stream,
        Array.from(stream, () => 1),
      ),
    ),
    whole,
  );
});

function cut(bytes: Uint8Array, lengths: readonly number[]): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const length of lengths) {
    if (at < bytes.length) parts.push(bytes.subarray(at, at + length));
    at += length;
  }
  if (at < bytes.length) parts.push(bytes.subarray(at));
  return parts;
}

test('what breaks off at any byte is a beginning of the same, without an error', () => {
  const whole = readAll([stream]);
  for (let length = 0; length < stream.length; length++) {
    // One record: nothing of it is read before it is whole.
    assert.deepEqual(readAll([stream.subarray(0, length)]), []);
  }
  const small = cut(
    flight,
    Array.from(flight, () => 1),
  ).map((part) => encodeRecords(22, version, part));
  for (let count = 0; count <= small.length; count++) {
    const read = readAll([concat(...small.slice(0, count))]);
    assert.deepEqual(read, whole.slice(0, read.length));
  }
});

test('no bytes make a reader throw, and it reads on no longer than it should', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 }), (pieces) => {
      readAll(pieces);
    }),
    { seed: 7, numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.nat(stream.length - 1), fc.nat(255), (at, byte) => {
      const changed = stream.slice();
      changed[at] = byte;
      const messages = readAll([changed]);
      const broken = messages.findIndex(({ kind }) => kind === 'malformed');
      assert.ok(broken < 0 || broken === messages.length - 1);
    }),
    { seed: 7, numRuns: 2000 },
  );
});

test('every handshake message, of every version, may be anything', () => {
  fc.assert(
    fc.property(
      fc.nat(30),
      fc.uint8Array({ maxLength: 120 }),
      fc.constantFrom('SSLv3' as const, 'TLS1.2' as const, 'TLS1.3' as const),
      fc.constantFrom('dhe' as const, 'ecdhe' as const, 'rsa' as const, 'ecdhe-psk' as const),
      (type, body, negotiated, kx) => {
        const context = { version: negotiated, keyExchange: kx, isSigned: true };
        const message = parseHandshake({ type, body, raw: encodeHandshake(type, body) }, context);
        assert.ok(message.kind.length > 0);
      },
    ),
    { seed: 13, numRuns: 3000 },
  );
});

test('giant lengths and floods end in one word', () => {
  const giant = encodeRecords(22, version, concat(u8(11), u24(0xff_ffff), new Uint8Array(100)));
  assert.deepEqual(readAll([giant]), [{ kind: 'malformed', why: 'a handshake message too long' }]);
  const record = Uint8Array.of(22, 3, 3, 0xff, 0xff);
  assert.deepEqual(readAll([record]), [{ kind: 'malformed', why: 'a record of 65535 bytes' }]);
  const reader = new ServerReader();
  const filler = concat(Uint8Array.of(23, 3, 3), u16(16_384), new Uint8Array(16_384));
  let last: ServerMessage | undefined;
  for (let sent = 0; sent <= maxConnectionBytes; sent += filler.length) {
    last = reader.push(filler).at(-1) ?? last;
  }
  assert.deepEqual(last, { kind: 'malformed', why: 'more than 1 MiB on one connection' });
  assert.deepEqual(reader.push(filler), []);
});

test('answers in other protocols are named', () => {
  const named = [
    ['HTTP/1.1 400 Bad Request\r\n', 'http'],
    ['220 mail ESMTP\r\n', 'smtp-or-ftp'],
    ['SSH-2.0-OpenSSH_9.2\r\n', 'ssh'],
    ['* OK IMAP4rev1\r\n', 'imap'],
    ['+OK POP3\r\n', 'pop3'],
  ] as const;
  for (const [text, looksLike] of named) {
    assert.deepEqual(readAll([Buffer.from(text)]), [
      { kind: 'malformed', why: 'the answer is not TLS', looksLike },
    ]);
  }
});

test('a ticket of TLS 1.3 tells how much early data it allows', () => {
  const body = concat(
    u32(7200),
    u32(1),
    vector8(Uint8Array.of(0)),
    vector16(Uint8Array.of(5)),
    vector16(extension(42, u32(16_384))),
  );
  const context = { version: 'TLS1.3' as const, keyExchange: 'any' as const, isSigned: true };
  const message = parseHandshake({ type: 4, body, raw: body }, context);
  assert.ok(message.kind === 'new-session-ticket');
  assert.deepEqual([message.lifetimeSeconds, message.maxEarlyData], [7200, 16_384]);
});
