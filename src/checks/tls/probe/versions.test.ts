import assert from 'node:assert/strict';
import type { Buffer } from 'node:buffer';
import test from 'node:test';
import type { Network } from '../../../model/network.ts';
import type { AddressObservation } from '../observation.ts';
import { observeAddress } from './address.ts';
import { candidates } from './candidates.ts';
import { compactStyle } from './hello.ts';
import { alertBytes, fakeNetwork, serverHelloBytes, type Reply } from './network.fake.ts';

const TLS_RSA_WITH_AES_128_CBC_SHA = 0x002f;

const options = {
  mode: 'full',
  now: '2026-11-25T00:00:00.000Z',
  intrusive: false,
  revocation: false,
  parallel: 4,
  connectTimeoutMs: 1000,
  handshakeTimeoutMs: 1000,
  endpointTimeoutMs: 60_000,
  backoffMs: [1, 1],
} as const;

async function observed(network: Network): Promise<AddressObservation> {
  const endpoint = { name: 'x:443', host: 'x', port: 443, zone: 'public', profile: 'p' };
  const place = { endpoint, address: '192.0.2.1', deadlineMs: 60_000 };
  return (await observeAddress(place, network, options)).facts;
}

/** A server of TLS 1.2 with one suite, if `takes` likes the hello. */
function serverOf(takes: (hello: Buffer) => boolean, refusal: Reply): Network {
  return fakeNetwork((hello) => {
    if (hello.length === 0 || !takes(hello)) return refusal;
    const isTls12 = hello[9] === 3 && hello[10] === 3 && !isModern(hello);
    const suites = hello.subarray(46, 46 + hello.readUInt16BE(44));
    const [high, low] = [TLS_RSA_WITH_AES_128_CBC_SHA >> 8, TLS_RSA_WITH_AES_128_CBC_SHA & 255];
    const isOffered = suites.some(
      (byte, at) => byte === high && suites[at + 1] === low && at % 2 === 0,
    );
    if (!isTls12) return { bytes: alertBytes(70), ends: 'end' };
    return isOffered
      ? { bytes: serverHelloBytes(0x0303, TLS_RSA_WITH_AES_128_CBC_SHA), ends: 'end' }
      : { bytes: alertBytes(40), ends: 'end' };
  });
}

/** A hello for TLS 1.3 has a session id here (RFC 8446 appendix D.4); the others have none. */
function isModern(hello: Buffer): boolean {
  return hello[43] === 32;
}

/** Where the suites and the one method of compression end, nothing follows. */
function isBare(hello: Buffer): boolean {
  return hello.length === 46 + hello.readUInt16BE(44) + 2;
}

const MAX_OLD_HELLO_BYTES = 600;

test('a server that drops long hellos is asked with short ones, in every way of dropping', async () => {
  const refusals: readonly Reply[] = [
    { ends: 'reset' },
    { ends: 'end' },
    { ends: 'timeout' },
    { bytes: alertBytes(40), ends: 'end' },
    { bytes: alertBytes(50), ends: 'end' },
  ];
  for (const refusal of refusals) {
    const network = serverOf((hello) => hello.length <= MAX_OLD_HELLO_BYTES, refusal);
    const facts = await observed(network);
    const name = JSON.stringify(refusal);
    assert.equal(facts.versions['TLS1.2'].is, 'yes', name);
    assert.deepEqual(facts.suites['TLS1.2']?.codes, [TLS_RSA_WITH_AES_128_CBC_SHA], name);
    assert.equal(facts.suites['TLS1.2']?.complete.is, 'yes', name);
    assert.equal(facts.versions['TLS1.1'].is, 'no', name);
    assert.equal(facts.features['extended-master-secret'].is, 'not-tested', name);
  }
});

test('a server that minds extensions is asked without any', async () => {
  const facts = await observed(serverOf(isBare, { bytes: alertBytes(50), ends: 'end' }));
  assert.equal(facts.versions['TLS1.2'].is, 'yes');
  assert.deepEqual(facts.suites['TLS1.2']?.codes, [TLS_RSA_WITH_AES_128_CBC_SHA]);
  assert.equal(facts.suites['TLS1.2']?.complete.is, 'yes');
});

test('a server that refuses whatever is asked has told nothing about versions', async () => {
  const network = fakeNetwork(() => ({ bytes: alertBytes(40), ends: 'end' }));
  const facts = await observed(network);
  assert.equal(facts.speaksTls.is, 'yes');
  const { SSLv2, ...later } = facts.versions;
  for (const fact of Object.values(later)) {
    assert.deepEqual(fact, {
      is: 'inconclusive',
      why: 'alert 40 (handshake_failure), like every hello',
    });
  }
  assert.notEqual(SSLv2.is, 'yes');
});

test('a server that takes long hellos is asked for everything', async () => {
  const facts = await observed(serverOf(() => true, { ends: 'reset' }));
  assert.equal(facts.versions['TLS1.2'].is, 'yes');
  assert.equal(facts.versions['TLS1.0'].why, 'alert 70 (protocol_version) to TLS1.1');
  assert.equal(facts.features['extended-master-secret'].is, 'no');
});

test('a short hello offers what old servers and clients have in common', () => {
  const first = candidates.suites('TLS1.2').slice(0, compactStyle.maxSuites);
  // AES with RSA, 3DES with RSA, RC4 with RSA, AES with DHE and ECDHE.
  for (const code of [0x002f, 0x0035, 0x000a, 0x0005, 0x0033, 0xc013, 0xc014, 0xc02f, 0xc02b]) {
    assert.ok(first.includes(code), code.toString(16));
  }
  assert.equal(first[0], 0xc02b);
});
