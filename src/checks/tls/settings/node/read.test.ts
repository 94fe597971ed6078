import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TlsBlock } from '../block.ts';
import { valuesOf } from '../values-of.ts';
import { readNode } from './read.ts';

function onlyBlock(text: string): TlsBlock {
  const { blocks } = readNode(text);
  assert.equal(blocks.length, 1);
  const [block] = blocks;
  assert.ok(block);
  return block;
}

function remarksOf(text: string): readonly string[] {
  return readNode(text).remarks.map(({ span }) => text.slice(span.start, span.end));
}

test('options in the call, in a variable, and in a frame of another library', () => {
  for (const text of [
    "https.createServer({ key, cert, minVersion: 'TLSv1' }, app)",
    "const options = { key, cert, minVersion: 'TLSv1' }; https.createServer(options, app);",
    "const options: https.ServerOptions = { key, minVersion: 'TLSv1' }; new https.Server(options);",
    "fastify({ logger: true, https: { key, minVersion: 'TLSv1' } })",
    "http2.createSecureServer(Object.assign({}, { minVersion: 'TLSv1' }))",
  ]) {
    const block = onlyBlock(text);
    assert.equal(block.role, 'server', text);
    assert.equal(block.versions?.value?.['TLS1.0'], true, text);
    assert.equal(block.versions?.value?.SSLv3, false, text);
    assert.equal(
      text.slice(block.versions?.span.start, block.versions?.span.end),
      "minVersion: 'TLSv1'",
    );
  }
});

test('options of clients are known as such', () => {
  assert.equal(onlyBlock("tls.connect({ minVersion: 'TLSv1' })").role, 'client');
  assert.equal(onlyBlock("new https.Agent({ maxVersion: 'TLSv1.2' })").role, 'client');
});

test('secureProtocol and secureOptions are versions too', () => {
  assert.deepEqual(versions("secureProtocol: 'TLSv1_server_method'")?.value, only('TLS1.0'));
  assert.deepEqual(versions("secureProtocol: 'TLSv1_1_method'")?.value, only('TLS1.1'));
  assert.equal(versions("secureProtocol: 'SSLv23_method'")?.value?.['TLS1.3'], false);
  const refused = versions(
    "secureProtocol: 'TLS_method', secureOptions: constants.SSL_OP_NO_TLSv1 | constants.SSL_OP_NO_TLSv1_1",
  );
  assert.deepEqual(refused?.value, { ...only('TLS1.2'), 'TLS1.3': true });
});

test('texts are put together; what only running tells is left open', () => {
  assert.equal(ciphers("https.createServer({ ciphers: 'A:' + 'B' })")?.value, 'A:B');
  assert.equal(ciphers("https.createServer({ ciphers: ['A', 'B'].join(':') })")?.value, 'A:B');
  assert.equal(ciphers("const C = 'A'; https.createServer({ ciphers: C })")?.value, 'A');
  assert.equal(ciphers('https.createServer({ ciphers: `A:B` })')?.value, 'A:B');
  for (const value of ['process.env.CIPHERS', '`${a}:B`', 'a ? b : c', 'list()', "x || 'A'"]) {
    const setting = ciphers(`https.createServer({ ciphers: ${value} })`);
    assert.ok(setting !== undefined, value);
    assert.equal(setting.value, undefined, value);
  }
});

test('names of TLS 1.3 suites are taken out of the one list', () => {
  const block = onlyBlock(
    "tls.createServer({ ciphers: 'TLS_AES_256_GCM_SHA384:ECDHE-RSA-AES256-GCM-SHA384' })",
  );
  assert.equal(block.ciphersuites?.value, 'TLS_AES_256_GCM_SHA384');
  assert.equal(block.ciphers?.value, 'ECDHE-RSA-AES256-GCM-SHA384');
});

test('other options of servers', () => {
  const block = onlyBlock(`tls.createServer({
    honorCipherOrder: false, ecdhCurve: 'P-256', sessionTimeout: 60 * 60, requestCert: true,
    ALPNProtocols: ['h2', 'http/1.1'],
  })`);
  assert.deepEqual(valuesOf(block), {
    order: 'client',
    groups: 'P-256',
    sessionSeconds: 3_600,
    clientCertificate: 'required',
    alpn: ['h2', 'http/1.1'],
  });
});

test('defaults of the tls module', () => {
  const block = onlyBlock("tls.DEFAULT_MIN_VERSION = 'TLSv1';\ntls.DEFAULT_CIPHERS = 'RC4-SHA';");
  assert.equal(block.versions?.value?.['TLS1.0'], true);
  assert.equal(block.ciphers?.value, 'RC4-SHA');
});

test('verification that is switched off, in all its forms', () => {
  const forms: readonly (readonly [string, string])[] = [
    ['new https.Agent({ rejectUnauthorized: false })', 'rejectUnauthorized: false'],
    ["https.get(url, { 'rejectUnauthorized': !1 })", "'rejectUnauthorized': !1"],
    ['new Pool({ ssl: { rejectUnauthorized: false } })', 'rejectUnauthorized: false'],
    ['const strict = false; get({ rejectUnauthorized: strict })', 'rejectUnauthorized: strict'],
    ['request({ strictSSL: false })', 'strictSSL: false'],
    ['agent.options.rejectUnauthorized = false;', 'agent.options.rejectUnauthorized = false'],
    [
      "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'\nrun()",
      "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'",
    ],
    [
      "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0;",
      "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0",
    ],
    ['connect({ checkServerIdentity: () => undefined })', 'checkServerIdentity: () => undefined'],
    ['connect({ checkServerIdentity: function () {} })', 'checkServerIdentity: function () {}'],
    ['connect({ checkServerIdentity() { return; } })', 'checkServerIdentity() { return; }'],
    [
      'connect({ checkServerIdentity: (host: string) => { return null; } })',
      'checkServerIdentity: (host: string) => { return null; }',
    ],
  ];
  for (const [text, marked] of forms) assert.deepEqual(remarksOf(text), [marked], text);
});

test('verification that is on, or that nobody can tell', () => {
  for (const text of [
    'new https.Agent({ rejectUnauthorized: true })',
    'new https.Agent({ rejectUnauthorized: !isDevelopment })',
    "new https.Agent({ rejectUnauthorized: process.env.STRICT !== 'no' })",
    'https.createServer({ rejectUnauthorized: false })',
    '// rejectUnauthorized: false\n/* { rejectUnauthorized: false } */',
    "log('{ rejectUnauthorized: false }', `${x} { rejectUnauthorized: false }`)",
    'const re = /[{] rejectUnauthorized: false }/;',
    "if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') warn();",
    "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '1'",
    'delete process.env.NODE_TLS_REJECT_UNAUTHORIZED',
    'connect({ checkServerIdentity: (host, cert) => check(host, cert) })',
    'connect({ checkServerIdentity })',
    'interface Options { rejectUnauthorized: false }',
  ]) {
    assert.deepEqual(remarksOf(text), [], text);
  }
});

test('a server that asks for certificates and takes any is said with low confidence', () => {
  const [remark] = readNode(
    'https.createServer({ requestCert: true, rejectUnauthorized: false })',
  ).remarks;
  assert.equal(remark?.confidence, 'low');
});

test('brackets in each other by the ten thousand end well', () => {
  for (const bracket of ['(', '[', '({a:', '`${', '{']) {
    readNode(bracket.repeat(10_000));
    readNode(`${bracket.repeat(10_000)} ({ rejectUnauthorized: false })`);
  }
});

test('a constant that doubles itself does not grow without bound', () => {
  const parts = Array.from({ length: 16 }, () => 'A').join(' + ');
  const text = `const A = ${parts.replaceAll('A', 'B')}; const B = ${parts.replaceAll('A', 'C')};
    const C = '${'x'.repeat(20_000)}'; createServer({ ciphers: ${parts} })`;
  assert.equal(onlyBlock(text).ciphers?.value, undefined);
});

function versions(options: string): TlsBlock['versions'] {
  return onlyBlock(`tls.createServer({ ${options} })`).versions;
}

function ciphers(text: string): TlsBlock['ciphers'] {
  return onlyBlock(text).ciphers;
}

function only(version: string): object {
  const off = { SSLv2: false, SSLv3: false, 'TLS1.0': false, 'TLS1.1': false };
  return { ...off, 'TLS1.2': false, 'TLS1.3': false, [version]: true };
}
