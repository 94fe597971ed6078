import assert from 'node:assert/strict';
import test from 'node:test';
import { allSuites, suiteByCode, suiteByName } from './suites.ts';

const suites = allSuites();

test('every suite is described by its name', () => {
  assert.ok(suites.length >= 370, `${suites.length} suites`);
  assert.equal(new Set(suites.map((suite) => suite.code)).size, suites.length);
  assert.equal(new Set(suites.map((suite) => suite.name)).size, suites.length);
  assert.deepEqual(
    suites.filter((suite) => suite.cipher === 'other').map((suite) => suite.name),
    [],
  );
  const unexplained = suites.filter((suite) => suite.keyExchange === 'other');
  assert.deepEqual(
    unexplained.map((suite) => suite.name.replace(/_WITH_.*|_SM4.*/u, '')),
    [
      'SSL_FORTEZZA_DMS',
      'SSL_FORTEZZA_DMS',
      'TLS_ECCPWD',
      'TLS_ECCPWD',
      'TLS_ECCPWD',
      'TLS_ECCPWD',
      'TLS_ECC',
      'TLS_ECC',
    ],
  );
});

test('what a name says is in the attributes', () => {
  assert.deepEqual(suiteByCode(0xc02f), {
    code: 0xc02f,
    name: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    openssl: 'ECDHE-RSA-AES128-GCM-SHA256',
    gnutls: 'TLS_ECDHE_RSA_AES_128_GCM_SHA256',
    keyExchange: 'ecdhe',
    authentication: 'rsa',
    cipher: 'AES',
    bits: 128,
    mode: 'aead',
    blockBits: 128,
    mac: 'aead',
    isExport: false,
    hasForwardSecrecy: true,
    era: 'TLS1.2',
  });
  assert.deepEqual(suiteByCode(0x0003), {
    code: 3,
    name: 'TLS_RSA_EXPORT_WITH_RC4_40_MD5',
    openssl: 'EXP-RC4-MD5',
    keyExchange: 'rsa',
    authentication: 'rsa',
    cipher: 'RC4',
    bits: 40,
    mode: 'stream',
    blockBits: 0,
    mac: 'md5',
    isExport: true,
    hasForwardSecrecy: false,
    era: 'SSLv3-TLS1.2',
  });
});

/** code, key exchange, authentication, cipher, bits, mode, block bits, MAC, era. */
const expected = [
  '1303 any any CHACHA20 256 aead 0 aead TLS1.3',
  '00c6 any any SM4 128 aead 128 aead TLS1.3',
  'c0b4 any any NULL 0 none 0 sha256 TLS1.3',
  '0000 null none NULL 0 none 0 none SSLv3-TLS1.2',
  '0002 rsa rsa NULL 0 none 0 sha1 SSLv3-TLS1.2',
  '000a rsa rsa 3DES 112 cbc 64 sha1 SSLv3-TLS1.2',
  '0019 dhe none DES 40 cbc 64 sha1 SSLv3-TLS1.2',
  '0026 kerberos kerberos DES 40 cbc 64 sha1 SSLv3-TLS1.2',
  '0061 rsa rsa RC2 56 cbc 64 md5 SSLv3-TLS1.2',
  '0081 gost gost GOST 256 stream 64 other SSLv3-TLS1.2',
  '00af psk psk AES 256 cbc 128 sha384 SSLv3-TLS1.2',
  'c018 ecdhe none AES 128 cbc 128 sha1 SSLv3-TLS1.2',
  'c01e srp rsa AES 128 cbc 128 sha1 SSLv3-TLS1.2',
  'c028 ecdhe rsa AES 256 cbc 128 sha384 TLS1.2',
  'c0aa dhe-psk psk AES 128 aead 128 aead TLS1.2',
  'cca8 ecdhe rsa CHACHA20 256 aead 0 aead TLS1.2',
  'cc13 ecdhe rsa CHACHA20 256 aead 0 aead TLS1.2',
  'e413 ecdhe rsa SALSA20 256 stream 0 sha1 SSLv3-TLS1.2',
  'feff rsa rsa 3DES 112 cbc 64 sha1 SSLv3-TLS1.2',
  '020080 rsa rsa RC4 40 stream 0 md5 SSLv2',
  '0700c0 rsa rsa 3DES 112 cbc 64 md5 SSLv2',
  '080080 rsa rsa RC4 64 stream 0 md5 SSLv2',
];

test('old, odd and foreign suites are read as well', () => {
  const read = expected.map((line) => {
    const code = line.split(' ')[0] ?? '';
    const suite = suiteByCode(Number.parseInt(code, 16));
    assert.ok(suite, code);
    const { keyExchange, authentication, cipher, bits, mode, blockBits, mac, era } = suite;
    return [code, keyExchange, authentication, cipher, bits, mode, blockBits, mac, era].join(' ');
  });
  assert.deepEqual(read, expected);
});

test('a suite is found by the name of IANA, OpenSSL or GnuTLS', () => {
  assert.equal(suiteByName('TLS_AES_128_GCM_SHA256')?.code, 0x1301);
  assert.equal(suiteByName('AES256-SHA')?.code, 0x0035);
  assert.equal(suiteByName('TLS_RSA_AES_256_CBC_SHA1')?.code, 0x0035);
  assert.equal(suiteByName('RC4-MD5')?.code, 0x0004);
  assert.equal(suiteByName('EDH-RSA-DES-CBC3-SHA')?.code, 0x0016);
  assert.equal(suiteByName('dhe-rsa-des-cbc3-sha')?.code, 0x0016);
  assert.equal(suiteByName('nothing'), undefined);
});
