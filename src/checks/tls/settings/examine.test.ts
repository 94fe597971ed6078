import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Detection } from '../../../model/finding.ts';
import { defaultTlsSettings } from '../../../model/tls-settings.ts';
import { tlsRules } from '../rules/all.ts';
import { examineSettings } from './examine.ts';
import { readersFor } from './select.ts';

function examine(path: string, text: string): readonly Detection[] {
  const file = { path, bytes: Buffer.from(text), fileClass: 'text' } as const;
  return examineSettings(
    file,
    readersFor(path, file.bytes),
    { tls: defaultTlsSettings },
    tlsRules,
  ).flatMap((each) => (each.kind === 'finding' ? [each.finding] : []));
}

function named(path: string, text: string, rule: string): Detection {
  const found = examine(path, text).filter((each) => each.ruleId === rule);
  assert.equal(found.length, 1, rule);
  const [detection] = found;
  assert.ok(detection);
  return detection;
}

test('the directive is marked, named by its block, and proved', () => {
  const text =
    'http {\n  ssl_protocols TLSv1\n    TLSv1.2;\n  server { listen 443 ssl; server_name a.example; }\n}\n';
  const found = named('etc/nginx.conf', text, 'tls/tls10');
  assert.deepEqual(found.region, { startLine: 2, startColumn: 3, endLine: 3, endColumn: 12 });
  assert.equal(found.excerpt.text, 'ssl_protocols TLSv1 TLSv1.2');
  assert.deepEqual(found.anchor, { scope: ['http'], statement: 'ssl_protocols TLSv1 TLSv1.2' });
  assert.equal(found.evidence.kind === 'tls' && found.evidence.profile, 'tlsref-intermediate-6.0');
  assert.equal(found.confidence, 'high');
  assert.equal(found.message, 'ssl_protocols: the server accepts TLS 1.0');
});

test('what is missing is said without a directive, what a client takes as its own', () => {
  const missing = named(
    'nginx.conf',
    'http { server { listen 443 ssl; ssl_certificate a.pem; root /srv; } }',
    'tls/hsts-missing',
  );
  assert.equal(missing.message, 'The server does not send Strict-Transport-Security');
  assert.equal(missing.excerpt.text, 'listen 443 ssl');
  assert.equal(missing.confidence, 'medium');
  const client = named('src/a.js', "tls.connect({ minVersion: 'TLSv1' })", 'tls/tls10');
  assert.equal(client.message, 'minVersion: in options of a client: TLS 1.0 is accepted');
});

test('a directive that many servers inherit is one finding of each rule', () => {
  const servers = 'server { listen 443 ssl; } '.repeat(50);
  named('nginx.conf', `http { ssl_protocols TLSv1 TLSv1.2 TLSv1.3; ${servers} }`, 'tls/tls10');
});

test('an excerpt has nothing of what else stands on the line', () => {
  const text =
    "https.request({ auth: 'user:secret', rejectUnauthorized: false, passphrase: 'secret' });";
  const found = named('src/a.js', text, 'tls/verification-off');
  assert.equal(found.excerpt.text, 'rejectUnauthorized: false');
  assert.ok(!JSON.stringify(found).includes('secret'));
});

test('tests and examples are found with low confidence', () => {
  const text = 'new https.Agent({ rejectUnauthorized: false })';
  for (const path of ['test/a.js', 'src/a.test.ts', 'docs/examples/a.js']) {
    assert.equal(named(path, text, 'tls/verification-off').confidence, 'low', path);
  }
});

test('the protocols of a client are judged, what only servers have is not', () => {
  const found = examine('src/a.js', "tls.connect({ minVersion: 'TLSv1', maxVersion: 'TLSv1.2' })");
  assert.deepEqual(
    found.map(({ ruleId }) => ruleId).filter((id) => /tls1|hsts/.test(id)),
    ['tls/tls10', 'tls/tls11'],
  );
});

test('only the beginning of a huge file is read, and that is said', () => {
  const bytes = Buffer.alloc(50_000_000, 'server { listen 443 ssl; ssl_protocols SSLv3; }\n');
  const file = { path: 'nginx.conf', bytes, fileClass: 'text' } as const;
  const emissions = examineSettings(file, ['nginx'], { tls: defaultTlsSettings }, tlsRules);
  assert.deepEqual(
    emissions.flatMap((each) => (each.kind === 'incomplete' ? [each.reason] : [])),
    ['limit'],
  );
});

test('any configuration is judged without an exception, twice the same', () => {
  const line = fc.constantFrom(
    'ssl_protocols SSLv2 SSLv3 TLSv1 TLSv1.3;',
    'ssl_ciphers ALL:eNULL:@SECLEVEL=0;',
    'ssl_ciphers ;',
    'ssl_ecdh_curve secp192r1:unheard;',
    'ssl_conf_command Ciphersuites TLS_SHA256_SHA256:foo;',
    'ssl_session_timeout 99999999999d;',
    'ssl_early_data on; ssl_stapling off; ssl_verify_client on;',
    'add_header Strict-Transport-Security "max-age=x";',
    'SSLProtocol +all -TLSv1.2',
    'SSLInsecureRenegotiation on',
    'bind :443 ssl crt x force-sslv3 ciphers LOW',
    'tune.ssl.default-dh-param 512',
    "tls.createServer({ minVersion: 'SSLv3', ciphers: 'EXP', ecdhCurve: '', sessionTimeout: 1 })",
  );
  const around = fc.constantFrom(
    'server { listen 443 ssl;',
    '}',
    '<VirtualHost *:443>',
    'frontend a',
    'global',
  );
  const text = fc.array(fc.oneof(line, around), { maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, fc.constantFrom('nginx', 'apache', 'haproxy', 'node'), (each, reader) => {
      const file = { path: 'a.conf', bytes: Buffer.from(each), fileClass: 'text' } as const;
      const judge = (): unknown =>
        examineSettings(file, [reader], { tls: defaultTlsSettings }, tlsRules);
      assert.deepEqual(judge(), judge());
    }),
    { seed: 5, numRuns: 400 },
  );
});

test('files are chosen by name and by word', () => {
  assert.equal(readers('conf.d/a.conf', 'ssl_protocols TLSv1;'), 'nginx');
  assert.equal(readers('templates/a.conf.j2', 'ssl_protocols TLSv1;'), 'nginx');
  assert.equal(readers('sites-enabled/default', 'ssl_protocols TLSv1;'), 'nginx');
  assert.equal(readers('000-ssl.conf', 'SSLEngine on'), 'apache');
  assert.equal(readers('haproxy.cfg', ' bind :443 ssl crt x'), 'haproxy');
  assert.equal(readers('src/a.ts', 'minVersion'), 'node');
  assert.equal(readers('.env.local', 'NODE_TLS_REJECT_UNAUTHORIZED=0'), 'environment');
  assert.equal(readers('Dockerfile.dev', 'ENV NODE_TLS_REJECT_UNAUTHORIZED=0'), 'environment');
  assert.equal(readers('src/a.py', 'ssl_protocols minVersion'), '');
  assert.equal(readers('README.md', 'NODE_TLS_REJECT_UNAUTHORIZED=0'), '');
});

function readers(path: string, text: string): string {
  return readersFor(path, Buffer.from(text)).join();
}
