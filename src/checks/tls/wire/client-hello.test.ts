import assert from 'node:assert/strict';
import fc from 'fast-check';
import test from 'node:test';
import { hex, readCodes } from './bytes.ts';
import {
  encodeClientHello,
  encodeClientHelloMessage,
  type ClientHelloSpec,
} from './client-hello.ts';
import * as ext from './extensions.ts';
import { parseExtensions } from './parse-hello.ts';

const random = new Uint8Array(32).fill(0xab);

test('the smallest hello of SSLv3 has the bytes of RFC 6101', () => {
  const spec: ClientHelloSpec = { version: 'SSLv3', suites: [0x000a], random, extensions: [] };
  assert.equal(
    hex(encodeClientHello(spec)),
    `160300002d010000290300${'ab'.repeat(32)}000002000a0100`,
  );
});

test('TLS 1.3 is asked for in supported_versions, and pre_shared_key stays last', () => {
  const psk = { identity: Uint8Array.of(1), obfuscatedAge: 2, binder: new Uint8Array(32) };
  const message = encodeClientHelloMessage({
    version: 'TLS1.3',
    supportedVersions: ['TLS1.3', 'TLS1.2'],
    suites: [0x1301],
    random,
    extensions: [ext.keyShare([]), ext.preSharedKey([psk])],
  });
  assert.equal(hex(message.subarray(4, 6)), '0303');
  const extensions = parseExtensions(message.subarray(4 + 2 + 32 + 1 + 4 + 2 + 2));
  assert.deepEqual(
    extensions?.map(({ type }) => type),
    [51, 43, 41],
  );
  assert.equal(hex(extensions?.[1]?.data ?? random), '0403040303');
});

test('no hello has a length that old load balancers drop, whatever it offers', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(200), (count, name) => {
      const suites = Array.from({ length: count }, (_, index) => index);
      const extensions = [ext.serverName('a'.repeat(name)), ext.extendedMasterSecret()];
      const message = encodeClientHelloMessage({ version: 'TLS1.2', suites, random, extensions });
      assert.ok(message.length < 256 || message.length >= 512, `${message.length} bytes`);
      const start = 4 + 2 + 32 + 1 + 2;
      assert.deepEqual(readCodes(message.subarray(start, start + count * 2)), suites);
    }),
    { seed: 11, numRuns: 300 },
  );
});
