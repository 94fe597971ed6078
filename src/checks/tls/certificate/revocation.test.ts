import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection, Network, Received } from '../../../model/network.ts';
import { exampleIntermediate, exampleLeaf, exampleRoot } from '../record/example-certificates.ts';
import { goodObservation } from '../record/good-observation.ts';
import type { Certificate } from './certificate.ts';
import { findInCrl } from './crl.ts';
import { readStaple } from './ocsp.ts';
import { parseCertificate } from './parse-certificate.ts';
import { askRevocation, ocspRequest } from './revocation.ts';
import { whyStale } from './staple-age.ts';

/** Answers of `openssl ocsp` and `openssl ca -gencrl` about the example's leaf, valid for decades. */
const goodResponse =
  'MIIDBwoBAKCCAwAwggL8BgkrBgEFBQcwAQEEggLtMIIC6TCBs6E5MDcxFjAUBgNVBAoMDUV4YW1wbGUgVHJ1c3QxHT' +
  'AbBgNVBAMMFEV4YW1wbGUgSW50ZXJtZWRpYXRlGA8yMDI2MTEyNTE2MjkwOFowZTBjMDswCQYFKw4DAhoFAAQUWBFu' +
  'a+XTFd+ffvm/6oz5x94YyooEFBjL7jStmc+wVuhyB/LKZ9LjIUTzAgIQA4AAGA8yMDI2MTEyNTE2MjkwOFqgERgPMj' +
  'EyNjExMDExNjI5MDhaMAoGCCqGSM49BAMCA0gAMEUCIQD+N5ISxUc9ROwmyx15nqjUzlGOdrYzlZWr+pZYtMWJUwIg' +
  'VUfIszMUNHefRZgfQ17ya0IC8kxNs2zDRKoDlapZ+pmgggHZMIIB1TCCAdEwggF3oAMCAQICAhACMAoGCCqGSM49BA' +
  'MCMC8xFjAUBgNVBAoMDUV4YW1wbGUgVHJ1c3QxFTATBgNVBAMMDEV4YW1wbGUgUm9vdDAeFw0yNTAxMDEwMDAwMDBa' +
  'Fw0zNTAxMDEwMDAwMDBaMDcxFjAUBgNVBAoMDUV4YW1wbGUgVHJ1c3QxHTAbBgNVBAMMFEV4YW1wbGUgSW50ZXJtZW' +
  'RpYXRlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEpMXL1JcLfkeRdtKdT8iRXRX4BX4SRbL/Vubt3lXROypPYN/S' +
  't0+AGUhB51rsbOJxeftZEz2wc3E2mifJRKp5haN7MHkwEgYDVR0TAQH/BAgwBgEB/wIBADAOBgNVHQ8BAf8EBAMCAQ' +
  'YwEwYDVR0lBAwwCgYIKwYBBQUHAwEwHQYDVR0OBBYEFBjL7jStmc+wVuhyB/LKZ9LjIUTzMB8GA1UdIwQYMBaAFIfL' +
  'uvFyNAuZzwiUQ8+qHJgD04E4MAoGCCqGSM49BAMCA0gAMEUCIDk3OWNNp/I+r4Y7z0fYMeOZkjeQBIPJqOhK85Spk+' +
  '6hAiEA6lmTukaMiRmZ5qIriS8woArQH+ZkkwiHnJZzr4Rjdjg=';
const revokedResponse =
  'MIIDGAoBAKCCAxEwggMNBgkrBgEFBQcwAQEEggL+MIIC+jCBxKE5MDcxFjAUBgNVBAoMDUV4YW1wbGUgVHJ1c3QxHT' +
  'AbBgNVBAMMFEV4YW1wbGUgSW50ZXJtZWRpYXRlGA8yMDI2MTEyNTE2Mjk0N1owdjB0MDswCQYFKw4DAhoFAAQUWBFu' +
  'a+XTFd+ffvm/6oz5x94YyooEFBjL7jStmc+wVuhyB/LKZ9LjIUTzAgIQA6ERGA8yMDI2MDYwMTAwMDAwMFoYDzIwMj' +
  'YxMTI1MTYyOTQ3WqARGA8yMTI2MTEwMTE2Mjk0N1owCgYIKoZIzj0EAwIDSAAwRQIgD6LEBi6gKj7ol2H4m96S4j+E' +
  'xvhfQwZa54qpzrgav+ACIQC4AtEStnhZpNecYBOaeOYfyZImWOla+or1B9EcxeL0H6CCAdkwggHVMIIB0TCCAXegAw' +
  'IBAgICEAIwCgYIKoZIzj0EAwIwLzEWMBQGA1UECgwNRXhhbXBsZSBUcnVzdDEVMBMGA1UEAwwMRXhhbXBsZSBSb290' +
  'MB4XDTI1MDEwMTAwMDAwMFoXDTM1MDEwMTAwMDAwMFowNzEWMBQGA1UECgwNRXhhbXBsZSBUcnVzdDEdMBsGA1UEAw' +
  'wURXhhbXBsZSBJbnRlcm1lZGlhdGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASkxcvUlwt+R5F20p1PyJFdFfgF' +
  'fhJFsv9W5u3eVdE7Kk9g39K3T4AZSEHnWuxs4nF5+1kTPbBzcTaaJ8lEqnmFo3sweTASBgNVHRMBAf8ECDAGAQH/Ag' +
  'EAMA4GA1UdDwEB/wQEAwIBBjATBgNVHSUEDDAKBggrBgEFBQcDATAdBgNVHQ4EFgQUGMvuNK2Zz7BW6HIH8spn0uMh' +
  'RPMwHwYDVR0jBBgwFoAUh8u68XI0C5nPCJRDz6ocmAPTgTgwCgYIKoZIzj0EAwIDSAAwRQIgOTc5Y02n8j6vhjvPR9' +
  'gx45mSN5AEg8mo6ErzlKmT7qECIQDqWZO6RoyJGZnmoiuJLzCgCtAf5mSTCIeclnOvhGN2OA==';
const emptyList =
  'MIG8MGUwCgYIKoZIzj0EAwIwNzEWMBQGA1UECgwNRXhhbXBsZSBUcnVzdDEdMBsGA1UEAwwURXhhbXBsZSBJbnRlcm' +
  '1lZGlhdGUXDTI2MTEyNTE2MjkwOFoYDzIwODEwODI4MTYyOTA4WjAKBggqhkjOPQQDAgNHADBEAiAcXiPfa8gtoDZc' +
  '63+kcfGkdb5vxG2ps/XdreQtMAx6pwIgO3XvqMFip7rvY3+RPZsLmBDb9tDNXZHdWYLwEV+cIwc=';
const revokedList =
  'MIHUMHwwCgYIKoZIzj0EAwIwNzEWMBQGA1UECgwNRXhhbXBsZSBUcnVzdDEdMBsGA1UEAwwURXhhbXBsZSBJbnRlcm' +
  '1lZGlhdGUXDTI2MTEyNTE2Mjk0N1oYDzIwODEwODI4MTYyOTQ3WjAVMBMCAhADFw0yNjA2MDEwMDAwMDBaMAoGCCqG' +
  'SM49BAMCA0gAMEUCIQDjmhf+q+1Ui9SC4Rg+JCS8W7BML1OwTRnjKIz74Yv5XgIgdTY/hAzgfsT6bEcDsKDuHtX4Mf' +
  '88QmQR9h2B1pLqfg0=';

const now = '2026-12-01T00:00:00Z';
const leaf = read(exampleLeaf.base64);
const issuer = read(exampleIntermediate.base64);
const stranger = read(exampleRoot.base64);

function read(base64: string): Certificate {
  const certificate = parseCertificate(Buffer.from(base64, 'base64'));
  assert.ok(certificate !== undefined);
  return certificate;
}

function bytes(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}

/** A network in which each host is at one address, where the same bytes are answered to everybody. */
function network(
  answer: Uint8Array,
  address = '192.0.2.80',
): { net: Network; sent: Buffer[]; dialled: string[] } {
  const sent: Buffer[] = [];
  const dialled: string[] = [];
  const net: Network = {
    signal: new AbortController().signal,
    resolve: async () => ({ kind: 'resolved', addresses: [address] }),
    dial: async (to) => {
      dialled.push(to);
      const queue: Received[] = [{ kind: 'data', bytes: answer }];
      const connection: Connection = {
        send: (part) => void sent.push(Buffer.from(part)),
        receive: async () => queue.shift() ?? { kind: 'end' },
        close: () => undefined,
      };
      return { kind: 'connected', connection };
    },
    http: async () => ({ kind: 'failed', detail: 'not here' }),
    wait: async () => undefined,
    monotonicMs: () => 0,
  };
  return { net, sent, dialled };
}

function http(body: Uint8Array, status = 200): Buffer {
  const head = `HTTP/1.0 ${status} x\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

test('a request names the certificate as OpenSSL does', () => {
  const hex = Buffer.from(ocspRequest({ leaf, issuer })).toString('hex');
  // Hashes of issuer name and key as `openssl ocsp -reqin -text` shows them.
  assert.ok(hex.includes('58116e6be5d315df9f7ef9bfea8cf9c7de18ca8a'));
  assert.ok(hex.includes('18cbee34ad99cfb056e87207f2ca67d2e32144f3'));
  assert.ok(hex.endsWith('02021003'));
});

test('a response says good or revoked, and whether the issuer signed it', () => {
  assert.equal(readStaple(bytes(goodResponse), leaf, issuer).status, 'good');
  assert.equal(readStaple(bytes(revokedResponse), leaf, issuer).status, 'revoked');
  assert.equal(readStaple(bytes(goodResponse), leaf, issuer).signature.is, 'yes');
  assert.equal(readStaple(bytes(goodResponse), leaf, stranger).signature.is, 'no');
  assert.equal(readStaple(bytes(goodResponse), leaf, undefined).signature.is, 'inconclusive');
});

test('a response about another certificate says nothing', () => {
  const other = { ...leaf, serial: '01' };
  assert.equal(readStaple(bytes(revokedResponse), other, issuer).status, 'unreadable');
});

test('a response that was changed is not signed', () => {
  const changed = bytes(revokedResponse);
  const at = changed.indexOf(Buffer.from('18cbee34', 'hex'));
  changed.writeUInt8(0, at);
  assert.equal(readStaple(changed, leaf, issuer).signature.is, 'no');
});

test('a list says who is revoked, if the issuer signed it', () => {
  assert.equal(findInCrl(bytes(emptyList), leaf, issuer, now).status, 'good');
  assert.equal(findInCrl(bytes(revokedList), leaf, issuer, now).status, 'revoked');
  assert.equal(findInCrl(bytes(revokedList), leaf, stranger, now).status, 'inconclusive');
  assert.equal(
    findInCrl(bytes(emptyList), leaf, issuer, '2999-01-01T00:00:00Z').status,
    'inconclusive',
  );
  assert.equal(findInCrl(bytes(''), leaf, issuer, now).status, 'inconclusive');
});

test('the responder is asked where there is one, else the list is fetched', async () => {
  const options = { timeoutMs: 1000, now };
  const ocsp = network(http(bytes(revokedResponse)));
  const withResponder = { ...leaf, ocspUrls: ['http://ocsp.example/x?y'] };
  const [answer] = await askRevocation(
    [{ leaf: withResponder, issuer }],
    goodObservation,
    ocsp.net,
    options,
  );
  assert.equal(answer?.status, 'revoked');
  assert.match(
    ocsp.sent[0]?.toString() ?? '',
    /^POST \/x\?y HTTP\/1\.0\r\nHost: ocsp\.example\r\n/u,
  );
  const list = network(http(bytes(emptyList)));
  const [second] = await askRevocation([{ leaf, issuer }], goodObservation, list.net, options);
  assert.equal(second?.status, 'good');
  assert.equal(second?.source, 'crl');
});

test('an old response that says good says nothing, one that says revoked still does', async () => {
  const later = { timeoutMs: 1000, now: '2999-01-01T00:00:00Z' };
  const withResponder = { ...leaf, ocspUrls: ['http://ocsp.example/'] };
  for (const [response, status] of [
    [goodResponse, 'inconclusive'],
    [revokedResponse, 'revoked'],
  ] as const) {
    const { net } = network(http(bytes(response)));
    const [said] = await askRevocation(
      [{ leaf: withResponder, issuer }],
      goodObservation,
      net,
      later,
    );
    assert.equal(said?.status, status);
  }
});

test('a response without an end holds for ten days', () => {
  const response = { thisUpdate: '2026-12-01T00:00:00Z' };
  assert.equal(whyStale(response, '2026-12-10T00:00:00Z'), undefined);
  assert.notEqual(whyStale(response, '2026-12-12T00:00:00Z'), undefined);
  assert.notEqual(whyStale({}, '2026-12-12T00:00:00Z'), undefined);
});

test('what is no answer is inconclusive', async () => {
  const answers = [
    Buffer.alloc(0),
    Buffer.from('HTTP/1.0 200 OK\r\n'),
    http(bytes(emptyList), 302),
    http(bytes(emptyList)).subarray(0, 100),
    http(Buffer.from('<html>')),
    Buffer.from('garbage'.repeat(1000)),
  ];
  for (const answer of answers) {
    const { net } = network(answer);
    const [said] = await askRevocation([{ leaf, issuer }], goodObservation, net, {
      timeoutMs: 1000,
      now,
    });
    assert.equal(said?.status, 'inconclusive');
  }
});

test('a certificate cannot lead to addresses that are not public, nor past http', async () => {
  const options = { timeoutMs: 1000, now };
  for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1']) {
    const { net, dialled } = network(http(bytes(emptyList)), address);
    const [said] = await askRevocation([{ leaf, issuer }], goodObservation, net, options);
    assert.equal(said?.status, 'inconclusive');
    assert.deepEqual(dialled, []);
  }
  for (const url of ['file:///etc/passwd', 'https://a.example/', 'http://u:p@a.example/', 'x']) {
    const { net, dialled } = network(http(bytes(emptyList)));
    await askRevocation(
      [{ leaf: { ...leaf, crlUrls: [url] }, issuer }],
      goodObservation,
      net,
      options,
    );
    assert.deepEqual(dialled, []);
  }
});
