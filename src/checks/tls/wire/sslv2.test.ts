import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import test from 'node:test';
import { concat, hex, u16, u24 } from './bytes.ts';
import { encodeSslv2ClientHello, parseSslv2Answer } from './sslv2.ts';

function serverHello(kinds: readonly number[], certificate: Uint8Array): Uint8Array {
  const connectionId = new Uint8Array(16);
  const body = concat(
    Uint8Array.of(4, 0, 1),
    u16(2),
    ...[certificate.length, kinds.length * 3, connectionId.length].map(u16),
    certificate,
    ...kinds.map(u24),
    connectionId,
  );
  return concat(u16(0x8000 | body.length), body);
}

test('a CLIENT-HELLO of SSL 2.0 has the bytes of its specification', () => {
  const challenge = new Uint8Array(16).fill(0xcc);
  const hello = encodeSslv2ClientHello(challenge, [0x010080, 0x0700c0]);
  assert.equal(hex(hello), `801f0100020006000000100100800700c0${'cc'.repeat(16)}`);
});

test('a SERVER-HELLO tells all ciphers and the certificate', () => {
  const certificate = Uint8Array.of(1, 2, 3);
  const bytes = serverHello([0x010080, 0x060040], certificate);
  assert.deepEqual(parseSslv2Answer(bytes), {
    kind: 'server-hello',
    kinds: [0x010080, 0x060040],
    certificate,
  });
  for (let length = 0; length < bytes.length; length++) {
    assert.equal(parseSslv2Answer(bytes.subarray(0, length)).kind, 'incomplete', `${length}`);
  }
  const none = parseSslv2Answer(serverHello([], new Uint8Array()));
  assert.deepEqual(none, { kind: 'server-hello', kinds: [] });
});

test('errors, alerts and other protocols are told apart', () => {
  assert.deepEqual(parseSslv2Answer(Uint8Array.of(0x80, 3, 0, 0, 1)), { kind: 'error', code: 1 });
  const alert = Uint8Array.of(0x15, 3, 1, 0, 2, 2, 70);
  assert.deepEqual(parseSslv2Answer(alert), { kind: 'alert', description: 70 });
  assert.equal(parseSslv2Answer(Buffer.from('HTTP/1.1 400 Bad')).kind, 'malformed');
});

test('no answer makes the reader throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      parseSslv2Answer(bytes);
      parseSslv2Answer(concat(Uint8Array.of(0x80, bytes.length & 0xff, 4), bytes));
    }),
    { seed: 5, numRuns: 500 },
  );
});
