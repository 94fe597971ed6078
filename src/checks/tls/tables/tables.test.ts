import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { createDiffieHellmanGroup } from 'node:crypto';
import test from 'node:test';
import { describeAlert } from './alerts.ts';
import { groupByCode, groupByName, groups } from './groups.ts';
import { knownPrime } from './known-primes.ts';
import { signatureSchemeByCode, signatureSchemes } from './signature-schemes.ts';

test('groups are found by code and by any of their names', () => {
  assert.equal(new Set(groups.map((group) => group.code)).size, groups.length);
  assert.deepEqual(groupByCode(0x11ec), {
    code: 0x11ec,
    name: 'X25519MLKEM768',
    bits: 253,
    kind: 'hybrid',
    family: 'kem',
  });
  assert.equal(groupByName('P-256')?.code, 23);
  assert.equal(groupByName('prime256v1')?.code, 23);
  assert.equal(groupByName('X25519')?.code, 29);
  assert.equal(groupByCode(0x0100)?.family, 'ff');
  assert.equal(groupByCode(0x0201)?.kind, 'post-quantum');
  assert.equal(groupByCode(0x7777), undefined);
});

test('signature schemes are told apart by hash and key', () => {
  assert.equal(new Set(signatureSchemes.map((one) => one.code)).size, signatureSchemes.length);
  assert.deepEqual(signatureSchemeByCode(0x0804), {
    code: 0x0804,
    name: 'rsa_pss_rsae_sha256',
    hash: 'sha256',
    key: 'rsa',
    isForTls13: true,
  });
  assert.equal(signatureSchemeByCode(0x0905)?.key, 'ml-dsa');
  assert.equal(signatureSchemeByCode(1), undefined);
});

test('alerts are named', () => {
  assert.equal(describeAlert(70), '70 (protocol_version)');
  assert.equal(describeAlert(200), '200');
});

test('a prime that many share is recognised', () => {
  const oakley = createDiffieHellmanGroup('modp2').getPrime();
  assert.deepEqual(knownPrime(oakley), { name: 'RFC 2409 group 2', bits: 1024 });
  assert.equal(knownPrime(Buffer.concat([Buffer.alloc(1), oakley]))?.bits, 1024);
  assert.equal(
    knownPrime(createDiffieHellmanGroup('modp14').getPrime())?.name,
    'RFC 3526 group 14',
  );
  assert.equal(knownPrime(oakley.toReversed()), undefined);
  assert.equal(knownPrime(new Uint8Array()), undefined);
  assert.equal(knownPrime(new Uint8Array(100_000)), undefined);
});
