import assert from 'node:assert/strict';
import { getDiffieHellman } from 'node:crypto';
import { test } from 'node:test';
import { readDhParameters } from './dh-parameters.ts';

/** PKCS #3 DHParameter of a group that Node knows by name, generator 2. */
function pemOf(group: string): string {
  const prime = Buffer.concat([Buffer.from([0]), getDiffieHellman(group).getPrime()]);
  const body = Buffer.concat([Buffer.from([0x02]), lengthOf(prime), prime, Buffer.from([2, 1, 2])]);
  const der = Buffer.concat([Buffer.from([0x30]), lengthOf(body), body]);
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN DH PARAMETERS-----', ...lines, '-----END DH PARAMETERS-----', ''].join('\n');
}

function lengthOf(content: Buffer): Buffer {
  return Buffer.from([0x82, content.length >> 8, content.length & 0xff]);
}

function bitsIn(text: string): readonly (number | undefined)[] {
  return readDhParameters(text).blocks.map(({ dhBits }) => dhBits?.value);
}

test('the size of a group is that of its prime', () => {
  assert.deepEqual(bitsIn(pemOf('modp2')), [1024]);
  assert.deepEqual(bitsIn(`# text\n${pemOf('modp5')}${pemOf('modp14')}`), [1536, 2048]);
});

test('what is cut off or something else has no size', () => {
  const pem = pemOf('modp2');
  for (let end = 0; end < pem.length - '-\n'.length; end += 7) {
    assert.deepEqual(bitsIn(pem.slice(0, end)), [], String(end));
  }
  assert.deepEqual(bitsIn(pem.replace('\nMI', '\nAA')), []);
});
