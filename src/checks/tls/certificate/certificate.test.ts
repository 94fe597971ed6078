import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { exampleIntermediate, exampleLeaf, exampleRoot } from '../record/example-certificates.ts';
import { childrenOf, oidOf, readDer, timeOf } from './der.ts';
import { matchesHost } from './match-name.ts';
import { readStaple } from './ocsp.ts';
import { parseCertificate } from './parse-certificate.ts';
import { rootList } from './root-list.ts';
import { countScts } from './scts.ts';

const leafDer = Buffer.from(exampleLeaf.base64, 'base64');

function read(base64: string): NonNullable<ReturnType<typeof parseCertificate>> {
  const certificate = parseCertificate(Buffer.from(base64, 'base64'));
  assert.ok(certificate !== undefined);
  return certificate;
}

test('a leaf is read as it was made', () => {
  const { der, ...leaf } = read(exampleLeaf.base64);
  assert.equal(der.length, leafDer.length);
  assert.deepEqual(leaf, {
    fingerprint: exampleLeaf.digest,
    spki: 'e21ab7ec601987b8de24db50f6a74e933fcdb24cfe7b5670027340c66ce1f22c',
    subject: 'CN=shop.example',
    issuer: 'CN=Example Intermediate, O=Example Trust',
    commonName: 'shop.example',
    serial: '1003',
    notBefore: '2026-05-01T00:00:00Z',
    notAfter: '2026-07-30T00:00:00Z',
    key: { type: 'ecdsa', bits: 256, curve: 'prime256v1' },
    signature: { name: 'ecdsa-with-SHA256', hash: 'sha256' },
    dnsNames: ['shop.example', 'www.shop.example'],
    ipAddresses: [],
    isCa: false,
    isSelfIssued: false,
    mustStaple: false,
    sctCount: 0,
    ocspUrls: [],
    crlUrls: ['http://ca.example/intermediate.crl'],
    issuerUrls: ['http://ca.example/intermediate.cer'],
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: ['serverAuth'],
  });
});

test('every root of the bundle is read as OpenSSL reads it', () => {
  assert.ok(rootList.length > 100);
  for (const entry of rootList) {
    const [subject, base64 = ''] = entry.split('\t');
    const root = read(base64);
    assert.equal(root.subject, subject);
    const peer = new X509Certificate(root.der);
    assert.equal(root.fingerprint, peer.fingerprint256.replaceAll(':', '').toLowerCase());
    assert.equal(root.isCa, peer.ca);
    assert.equal(Date.parse(root.notBefore), Date.parse(peer.validFrom));
    assert.equal(Date.parse(root.notAfter), Date.parse(peer.validTo));
    const details = peer.publicKey.asymmetricKeyDetails;
    assert.equal(root.key.bits, details?.modulusLength ?? root.key.bits);
    if (details?.namedCurve !== undefined) assert.equal(root.key.curve, details.namedCurve);
    assert.ok(root.isSelfIssued && root.key.bits > 0, root.subject);
  }
});

test('torn and changed certificates are read in part or not at all, never with an error', () => {
  fc.assert(
    fc.property(
      fc.nat(leafDer.length - 1),
      fc.array(fc.record({ at: fc.nat(leafDer.length - 1), to: fc.nat(255) }), { maxLength: 5 }),
      (length, changes) => {
        const bytes = Buffer.from(leafDer);
        for (const { at, to } of changes) bytes[at] = to;
        parseCertificate(bytes);
        parseCertificate(bytes.subarray(0, length));
        assert.equal(parseCertificate(leafDer.subarray(0, length)), undefined);
      },
    ),
    { seed: 6, numRuns: 500 },
  );
});

test('any bytes are DER or not, without an error', () => {
  const certificate = read(exampleLeaf.base64);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const der = readDer(bytes);
      childrenOf(der);
      oidOf(der);
      timeOf(der);
      countScts(bytes);
      readStaple(bytes, certificate, undefined);
      assert.ok(der === undefined || der.whole.length <= bytes.length);
    }),
    { seed: 7, numRuns: 1000 },
  );
});

test('a length that is longer than what is there is refused', () => {
  assert.equal(readDer(Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0])), undefined);
  assert.equal(readDer(Buffer.from([0x30, 0x80, 0, 0])), undefined);
  assert.equal(readDer(Buffer.from([0x1f, 0x01, 0])), undefined);
});

function utc(text: string): string {
  return timeOf(readDer(Buffer.from([0x17, 13, ...Buffer.from(text)])));
}

test('a year of two digits from 50 on is of the last century', () => {
  assert.equal(utc('491231235959Z'), '2049-12-31T23:59:59Z');
  assert.equal(utc('500101000000Z'), '1950-01-01T00:00:00Z');
  assert.equal(utc('501301000000Z'), '');
});

const named = { ...read(exampleLeaf.base64) };

test('names match as RFC 9525 has it', () => {
  const fits = (pattern: string, host: string): boolean =>
    matchesHost({ ...named, dnsNames: [pattern], ipAddresses: [] }, host);
  assert.equal(fits('shop.example', 'SHOP.example.'), true);
  assert.equal(fits('*.shop.example', 'www.shop.example'), true);
  assert.equal(fits('*.shop.example', 'shop.example'), false);
  assert.equal(fits('*.shop.example', 'a.b.shop.example'), false);
  assert.equal(fits('w*.shop.example', 'www.shop.example'), false);
  assert.equal(fits('*.example', 'shop.example'), false);
  assert.equal(fits('*', 'shop'), false);
  assert.equal(fits('192.0.2.1', '192.0.2.1'), false);
  assert.equal(matchesHost({ ...named, dnsNames: [] }, 'shop.example'), false);
});

test('addresses match in whatever way IPv6 is written', () => {
  const certificate = { ...named, ipAddresses: ['192.0.2.1', '2001:db8:0:0:0:0:0:1'] };
  assert.equal(matchesHost(certificate, '192.0.2.1'), true);
  assert.equal(matchesHost(certificate, '2001:db8::1'), true);
  assert.equal(matchesHost(certificate, '2001:0DB8:0:0:0::1'), true);
  assert.equal(matchesHost(certificate, '2001:db8::2'), false);
  assert.equal(matchesHost(certificate, '192.0.2.2'), false);
});

test('timestamps of a list are counted, of a torn one none', () => {
  assert.equal(countScts(Buffer.from([0, 8, 0, 2, 1, 1, 0, 2, 1, 1])), 2);
  assert.equal(countScts(Buffer.from([0, 8, 0, 2, 1, 1, 0, 9, 1, 1])), 0);
  assert.equal(countScts(Buffer.from([0, 9, 0, 2])), 0);
  assert.equal(countScts(Buffer.alloc(0)), 0);
});

test('a root and its intermediate know that they are authorities', () => {
  assert.equal(read(exampleRoot.base64).isCa, true);
  assert.deepEqual(read(exampleIntermediate.base64).keyUsage, ['keyCertSign', 'cRLSign']);
});
