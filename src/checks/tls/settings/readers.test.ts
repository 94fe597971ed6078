import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readApache } from './apache/read.ts';
import type { Reading } from './block.ts';
import { readDhParameters } from './dh-parameters.ts';
import { readEnvironment } from './environment.ts';
import { readHaproxy } from './haproxy/read.ts';
import { readKeyed } from './keyed.ts';
import { readNginx } from './nginx/read.ts';
import { readNode } from './node/read.ts';

const seed = 5;
const readers: readonly ((text: string) => Reading)[] = [
  readNginx,
  readApache,
  readHaproxy,
  readNode,
  readEnvironment,
  readKeyed,
  readDhParameters,
];

/** Pieces of all the languages, so that random texts get somewhere. */
const pieces = fc.constantFrom(
  ' ',
  '\n',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ';',
  ',',
  ':',
  '=',
  '"',
  "'",
  '`',
  '\\',
  '#',
  '//',
  '/*',

  '/',
  '${',
  '{{',
  '}}',
  '{%',
  '<',
  '>',
  'server',
  'http',
  'listen 443 ssl',
  'ssl_protocols TLSv1',

  '<VirtualHost *:443>',
  '</VirtualHost>',
  'SSLEngine on',
  'SSLProtocol all -SSLv3',
  'frontend a',

  'bind :443 ssl',
  'ssl-min-ver TLSv1.0',
  'global',
  'https.createServer',
  'rejectUnauthorized: false',
  'ssl-protocols: "TLSv1 TLSv1.2"',
  'insecure_skip_verify: true',
  'minVersion',
  'ciphers',
  "'TLSv1'",
  'const a =',
  'add_header',
  'location /',
  '=>',
  'return',

  'NODE_TLS_REJECT_UNAUTHORIZED=0',
  '-----BEGIN DH PARAMETERS-----',
  '-----END DH PARAMETERS-----',
  'MIG',
  'ü',
  '\u{1f600}',
  '\0',
);
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 80 }).map((parts) => parts.join('')),
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

test('readers take any text without an exception, and their places lie in it', () => {
  fc.assert(
    fc.property(texts, (text) => {
      for (const read of readers) {
        const { blocks, remarks } = read(text);
        for (const { span } of [...blocks, ...remarks]) {
          assert.ok(span.start >= 0 && span.end <= text.length && span.start <= span.end);
        }
      }
    }),
    { seed, numRuns: 3_000 },
  );
});

test('texts of 300,000 characters of one kind end soon', () => {
  for (const piece of [
    '{',
    '}',
    '(',
    'a{',
    '"',
    '`${',
    '\\',
    '\\\n',
    '<a>\n',
    'bind x ssl\n',
    'a=b,',
    '{a:',
    '//',
  ]) {
    const text = piece.repeat(Math.ceil(300_000 / piece.length));
    for (const read of readers) read(text);
  }
});

test('flags of Node that allow old versions are read', () => {
  const [block] = readEnvironment('"start": "node --tls-min-v1.0 server.js"').blocks;
  assert.equal(block?.versions?.value?.['TLS1.0'], true);
  assert.deepEqual(readEnvironment('# node --tls-min-v1.1 server.js').blocks, []);
  assert.deepEqual(readEnvironment('node --tls-min-v1.2 server.js').blocks, []);
});

test('NODE_TLS_REJECT_UNAUTHORIZED=0 is known in the forms of several files', () => {
  for (const text of [
    'NODE_TLS_REJECT_UNAUTHORIZED=0',
    'export NODE_TLS_REJECT_UNAUTHORIZED="0"\n',
    'ENV NODE_TLS_REJECT_UNAUTHORIZED 0\n',
    '"start": "NODE_TLS_REJECT_UNAUTHORIZED=0 node app.js"',
    '"NODE_TLS_REJECT_UNAUTHORIZED": "0"',
    "  NODE_TLS_REJECT_UNAUTHORIZED: '0'\n",
    '  - name: NODE_TLS_REJECT_UNAUTHORIZED\n    value: "0"\n',
    "$env:NODE_TLS_REJECT_UNAUTHORIZED = '0'",
  ]) {
    assert.equal(marks(text), 1, text);
  }
  for (const text of [
    'NODE_TLS_REJECT_UNAUTHORIZED=1',
    '# NODE_TLS_REJECT_UNAUTHORIZED=0',
    '[ "$NODE_TLS_REJECT_UNAUTHORIZED" = "0" ]',
    '[ "${NODE_TLS_REJECT_UNAUTHORIZED}" = 0 ]',
    'unset NODE_TLS_REJECT_UNAUTHORIZED\n',
    'NODE_TLS_REJECT_UNAUTHORIZED=0.5',
  ]) {
    assert.equal(marks(text), 0, text);
  }
});

function marks(text: string): number {
  return readEnvironment(text).remarks.length;
}
