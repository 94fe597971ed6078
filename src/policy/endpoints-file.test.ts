import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { LockstepError } from '../model/error.ts';
import { defaultPolicy } from './default-policy.ts';
import { readEndpointText } from './endpoint-text.ts';
import { readEndpointsFile } from './endpoints-file.ts';
import { endpointsOf } from './inventory.ts';
import { names } from './tests/fixture.ts';

const { tls } = defaultPolicy;

function namesIn(text: string, file: string): readonly string[] {
  const entries = readEndpointsFile(text, file, { tls, names });
  return entries.flatMap((entry) => endpointsOf(entry, tls, file)).map(({ name }) => name);
}

function faultsIn(text: string, file: string): readonly string[] {
  try {
    readEndpointsFile(text, file, { tls, names });
    return [];
  } catch (error) {
    assert.ok(error instanceof LockstepError && error.code === 'policy', String(error));
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
}

describe('a file of endpoints', () => {
  test('is read as text, CSV and NDJSON', () => {
    const text = `# the shop
shop.example
smtp://mail.example  zone=internal   # mail
10.0.0.7:8443 sni=a.example;b.example
[2001:db8::1]:8443
`;
    assert.deepEqual(namesIn(text, 'endpoints.txt'), [
      'shop.example:443',
      'mail.example:25/smtp',
      '10.0.0.7:8443#a.example',
      '10.0.0.7:8443#b.example',
      '[2001:db8::1]:8443',
    ]);
    const csv = 'host,port,starttls,zone\nshop.example,443,,\n"mail.example",,smtp,internal\n';
    assert.deepEqual(namesIn(csv, 'a.csv'), ['shop.example:443', 'mail.example:25/smtp']);
    const json = '{"host":"shop.example"}\n\n{"host":"a.example","port":1,"sni":["b.example"]}\n';
    assert.deepEqual(namesIn(json, 'a.ndjson'), ['shop.example:443', 'a.example:1#b.example']);
  });

  test('says what is wrong, with the line, and is not read in part', () => {
    assert.deepEqual(
      faultsIn('shop.example\nuser:pw@host\nhttp://a\na.example zone=x\nshop.example:443', 'e.txt'),
      [
        'e.txt:2: user names and passwords do not belong here; write host:port alone',
        'e.txt:3: http has no TLS; did you mean https?',
        'e.txt:4: unknown zone "x"; zones: public, internal',
        'e.txt:5: shop.example:443 stands here twice, first at line 1; keep one of the two',
      ],
    );
    assert.deepEqual(faultsIn('host,prt\na,1\n', 'e.csv'), [
      'e.csv:1: unknown column "prt"; columns: host, port, starttls, sni, zone, profile, addresses',
      'e.csv:2: unknown key "prt"; did you mean "port"?',
    ]);
    assert.deepEqual(faultsIn('{"host":"a"}\n{"host":', 'e.ndjson'), [
      'e.ndjson:2: this line is not JSON; write one object a line',
    ]);
  });

  test('throws nothing but what the user can mend, on any text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.json({ maxDepth: 5 }), fc.domain(), fc.webUrl())),
        fc.constantFrom('a.txt', 'a.csv', 'a.ndjson'),
        (lines, file) => {
          faultsIn(lines.join('\n'), file);
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });
});

describe('an endpoint as people write it', () => {
  const good: Readonly<Record<string, object>> = {
    'shop.example': { host: 'shop.example' },
    'Shop.Example:8443': { host: 'shop.example', port: 8443 },
    'https://shop.example/': { host: 'shop.example', port: 443 },
    'https://shop.example:8443': { host: 'shop.example', port: 8443 },
    'smtp://mail.example': { host: 'mail.example', port: 25, starttls: 'smtp' },
    'submission://mail.example': { host: 'mail.example', port: 587, starttls: 'smtp' },
    'imaps://mail.example': { host: 'mail.example', port: 993 },
    '[::1]:8443': { host: '::1', port: 8443 },
    '::1': { host: '::1' },
    '2001:DB8::1': { host: '2001:db8::1' },
    '127.0.0.1:443': { host: '127.0.0.1', port: 443 },
  };
  for (const [text, written] of Object.entries(good)) {
    test(`${text} is one`, () => assert.deepEqual(readEndpointText(text), written));
  }

  test('is no path, no password, no other protocol, no address that is never examined', () => {
    for (const text of [
      '',
      'https://shop.example/login',
      'https://u:p@shop.example',
      'http://shop.example',
      'shop.example:0',
      'shop.example:70000',
      'gopher://a',
      'a b',
      '[::1',
      '169.254.169.254',
      '[::ffff:169.254.169.254]:80',
      '0.0.0.0:443',
      'a\u001b.example',
      '--flag',
      'shop.example:443:1',
    ]) {
      const written = readEndpointText(text);
      assert.ok('what' in written, `${text} gives ${JSON.stringify(written)}`);
      assert.ok(!written.what.includes('u:p'));
    }
  });
});
