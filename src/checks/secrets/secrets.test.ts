import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CheckContext, Emission } from '../../model/check.ts';
import type { Detection } from '../../model/finding.ts';
import { secrets } from './index.ts';
import { withCrc } from './rules/checksum.ts';
import { fill } from './rules/fill.ts';
import { secretRules } from './rules/registry.ts';
import { defaultTlsSettings } from '../../model/tls-settings.ts';

const context: CheckContext = {
  keyedHash: (secret) => createHmac('sha256', 'test').update(secret).digest('hex').slice(0, 24),
  tls: defaultTlsSettings,
};
const token = withCrc('ghp_', fill(30));
const other = withCrc('ghp_', fill(30, 'base62', 2));

function emissions(text: string | Buffer, path = 'src/app.ts'): readonly Emission[] {
  return [...secrets.examine({ path, bytes: Buffer.from(text), fileClass: 'text' }, context)];
}

function detect(text: string | Buffer, path?: string): readonly Detection[] {
  return emissions(text, path).flatMap((each) => (each.kind === 'finding' ? [each.finding] : []));
}

function only(text: string | Buffer, path?: string): Detection {
  const [finding, ...rest] = detect(text, path);
  assert.ok(finding !== undefined && rest.length === 0, `one finding in ${text.toString()}`);
  return finding;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** What a report could show. */
function visible(finding: Detection): readonly string[] {
  const { message, excerpt, anchor, evidence, inner = '' } = finding;
  assert.equal(evidence.kind, 'secret');
  const { prefix, secretKind, reasons } = evidence;
  const { statement, scope } = anchor;
  return [message, excerpt.text, statement, ...scope, inner, prefix, secretKind, ...reasons];
}

test('a finding tells kind, beginning, length and keyed hash of the secret', () => {
  const { evidence, severity, confidence } = only(`const token = '${token}';\n`);
  assert.deepEqual(evidence, {
    kind: 'secret',
    secretKind: 'GitHub personal access token',
    prefix: 'ghp_',
    length: 40,
    hash: context.keyedHash(token),
    reasons: ['shape', 'checksum'],
  });
  assert.equal(severity, 'critical');
  assert.equal(confidence, 'high');
});

test('lines and columns count from 1, and columns in UTF-16 units', () => {
  const before = 'a\r\nß 😀 "';
  assert.deepEqual(only(`${before}${token}"\r\n`).region, {
    startLine: 2,
    startColumn: 7,
    endLine: 2,
    endColumn: 47,
  });
});

test('text that is not UTF-8 is counted byte by byte', () => {
  const bytes = Buffer.concat([Buffer.from([0xe9, 0xe8, 0x20]), Buffer.from(token)]);
  assert.equal(only(bytes).region.startColumn, 4);
});

test('the key that a secret is assigned to is its scope', () => {
  assert.deepEqual(only(`{ "deployToken": "${token}" }`).anchor.scope, ['deployToken']);
  assert.deepEqual(only(`export GH_TOKEN=${token}`).anchor.scope, ['GH_TOKEN']);
  assert.deepEqual(only(`curl -H 'X: ${token}'`).anchor.scope, ['X']);
  assert.deepEqual(only(`use ${token} please`).anchor.scope, []);
});

test('the excerpt hides every secret of the line and marks its own', () => {
  const [first, second] = detect(`a = "${token}"; b = "${other}";`);
  assert.equal(first?.excerpt.text, 'a = "ghp_********"; b = "ghp_********";');
  assert.deepEqual(first?.excerpt.highlight, { start: 5, length: 12 });
  assert.deepEqual(second?.excerpt.highlight, { start: 25, length: 12 });
});

test('the excerpt of a long line is cut around the secret', () => {
  const { excerpt } = only(`${'a '.repeat(5000)}${token}${' b'.repeat(5000)}`);
  assert.ok(excerpt.text.length <= 240);
  const { start, length } = excerpt.highlight;
  assert.equal(excerpt.text.slice(start, start + length), 'ghp_********');
  assert.ok(excerpt.text.startsWith('…') && excerpt.text.endsWith('…'));
});

test('control characters are shown as escapes', () => {
  assert.equal(only(`\u001b[31m ${token}\u2028`).excerpt.text, '\\x1b[31m ghp_********\\x2028');
});

test('a key over several lines is one finding from its first to its last line', () => {
  const rule = secretRules.find(({ id }) => id === 'secrets/rsa-private-key');
  const { region, excerpt } = only(`key:\n${rule?.examples.hit[0]?.text ?? ''}`);
  assert.equal(region.startLine, 2);
  assert.equal(region.endLine, 10);
  assert.equal(excerpt.text, '----********');
});

test('lines of a key are hidden where they are copied onto another line', () => {
  const rule = secretRules.find(({ id }) => id === 'secrets/rsa-private-key');
  const [lines = '', quoted = ''] = (rule?.examples.hit ?? []).map(({ text }) => text);
  const line = fill(400, 'base64').slice(64, 128);
  for (const key of [lines, lines.replaceAll('\n', '\r\n  '), quoted]) {
    assert.ok(key.includes(line));
    const found = detect(`${key}\nt = "${token}" // ${line}\n`);
    assert.equal(found.length, 2);
    for (const shown of found.flatMap(visible)) assert.ok(!shown.includes(line.slice(0, 8)), shown);
  }
});

test('a secret written out again where no rule finds it is hidden there too', () => {
  const password = fill(14);
  const { excerpt, anchor } = only(`redis://orders:${password}@cache/0 # was ${password}`);
  assert.ok(!excerpt.text.includes(password.slice(2)));
  assert.ok(!anchor.statement.includes(password.slice(2)));
});

test('secrets that overlap where they are written out again leave nothing between them', () => {
  const password = `${fill(14)}-${token.slice(0, 12)}`;
  const text = `redis://orders:${password}@cache/0 ${token} # ${fill(14)}-x${token}y`;
  for (const finding of detect(text)) {
    for (const shown of visible(finding)) assert.ok(!shown.includes(token.slice(12, 20)), shown);
  }
});

test('a long secret written out again is hidden whole, not only where the excerpt is cut', () => {
  const claims = encoded({ sub: fill(12), data: fill(1800) });
  const jwt = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${claims}.${fill(43)}`;
  const finding = only(`a = "${jwt}" b${jwt}`);
  for (const text of visible(finding)) assert.ok(!text.includes(jwt.slice(0, 12)), text);
});

test('no field shows more of any example than its first characters', () => {
  for (const rule of secretRules) {
    for (const { text, path } of rule.examples.hit) {
      const found = detect(`${text} ${text}`, path);
      for (const finding of found) assertHidden(finding, `${text} ${text}`);
    }
  }
});

/** No eight characters in a row of what stands in the region. */
function assertHidden(finding: Detection, text: string): void {
  const { evidence, region } = finding;
  assert.equal(evidence.kind, 'secret');
  assert.ok(evidence.prefix.length <= Math.min(4, evidence.length / 5), finding.ruleId);
  const lines = text.split('\n').slice(region.startLine - 1, region.endLine);
  const last = (lines.pop() ?? '').slice(0, region.endColumn - 1);
  const secret = [...lines, last].join('\n').slice(region.startColumn - 1);
  for (let start = 0; start + 8 <= secret.length; start += 1) {
    const part = secret.slice(start, start + 8);
    for (const shown of visible(finding)) {
      // The name of a kind of key may stand in its first line: that is no secret.
      assert.ok(
        !shown.replaceAll(evidence.secretKind, '').includes(part),
        `${finding.ruleId}: ${shown}`,
      );
    }
  }
}

test('no field of any finding holds more of a secret than its prefix, whatever stands around it', () => {
  const around = fc.string({
    unit: fc.constantFrom('a', ' ', '"', "'", '=', ':', '\n', '\t', 'é', '😀', ',', '{', '\u0000'),
    maxLength: 40,
  });
  const secret = fc.constantFrom(
    token,
    other,
    `sk_live_${fill(24)}`,
    Buffer.from(`x ${token} y`).toString('base64'),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(around, secret), { minLength: 1, maxLength: 4 }), (parts) => {
      for (const finding of detect(parts.map(([text, hidden]) => `${text} ${hidden}`).join(' '))) {
        for (const shown of visible(finding)) {
          for (const [, hidden] of parts) {
            assert.ok(
              !shown.includes(hidden.slice(0, 9)) && !shown.includes(hidden.slice(-6)),
              shown,
            );
          }
        }
      }
    }),
  );
});

test('a more specific rule wins over one that knows less', () => {
  const [finding, ...rest] = detect(`https://deploy:${token}@git.shop.internal/orders.git\n`);
  assert.equal(finding?.ruleId, 'secrets/github-token');
  assert.equal(rest.length, 0);
});

test('a path that says test lowers the confidence and hides nothing', () => {
  assert.equal(only(`x = "${token}"`, 'src/tests/login.ts').confidence, 'medium');
  assert.equal(only(`x = "${token}"`, 'src/contest.ts').confidence, 'high');
});

test('an escape before a token is not a letter of it', () => {
  assert.equal(detect(`"a\\n${token}"`).length, 1);
  assert.equal(detect(`?t%3D${token}`).length, 1);
  assert.equal(detect(`x${token}`).length, 0);
});

test('a token whose checksum is right is none the less one for the word that it holds', () => {
  for (const word of ['fake', 'example', 'changeme', 'todo']) {
    const lucky = withCrc('ghp_', `${word}${fill(30 - word.length)}`);
    assert.equal(detect(`t = "${lucky}"`).length, 1, word);
  }
  const key = `sk_live_${fill(10)}7fakeQ${fill(8, 'base62', 3)}`;
  assert.equal(detect(`t = "${key}"`).length, 1);
});

test('base64, wrapped base64 and hexadecimal digits are looked into', () => {
  const base64 = Buffer.from(`token: ${token} and some more text to fill the line`).toString(
    'base64',
  );
  const wrapped = base64.replace(/.{60}/g, '$&\n    ');
  for (const [text, encoding] of [
    [base64, 'base64'],
    [wrapped, 'base64'],
    [base64.replaceAll('+', '-').replaceAll('/', '_'), 'base64'],
    [Buffer.from(token).toString('hex'), 'hex'],
  ] as const) {
    const { evidence, message } = only(`data:\n    ${text}\n`);
    assert.equal(evidence.kind, 'secret');
    assert.equal(evidence.encoding, encoding);
    assert.equal(evidence.hash, context.keyedHash(token), 'the same secret is known as one');
    assert.equal(message, `GitHub personal access token in ${encoding}.`);
  }
});

test('URL-encoded secrets are found, each exactly where it stands', () => {
  const password = `p+${fill(14)}/`;
  const url = encodeURIComponent(`postgres://orders:${encodeURIComponent(password)}@db.internal/x`);
  const { evidence, region, message, excerpt, ruleId } = only(`GET /?next=${url}&x=1`);
  assert.equal(ruleId, 'secrets/postgres-url');
  assert.equal(message, 'PostgreSQL URL with password in URL encoding.');
  assert.equal(evidence.kind, 'secret');
  assert.equal(evidence.encoding, 'url');
  const inner = encodeURIComponent(encodeURIComponent(password));
  const start = `GET /?next=${url}&x=1`.indexOf(inner) + 1;
  assert.deepEqual(region, {
    startLine: 1,
    startColumn: start,
    endLine: 1,
    endColumn: start + inner.length,
  });
  assert.ok(excerpt.text.endsWith('********%40db.internal%2Fx&x=1'), excerpt.text);
});

test('a token that needs no decoding stays a token in plain text', () => {
  const { evidence } = only(`?t%3D${token}%26x`);
  assert.equal(evidence.kind, 'secret');
  assert.equal(evidence.encoding, undefined);
});

test('what is encoded twice, or is no text, is not a finding', () => {
  const twice = Buffer.from(Buffer.from(token).toString('base64')).toString('base64');
  assert.deepEqual(detect(twice), []);
  assert.deepEqual(detect(`"integrity": "sha512-${fill(86, 'base64')}=="`), []);
  assert.deepEqual(detect(fill(20_000, 'base64')), []);
});

function limitsOf(all: readonly Emission[]): readonly string[] {
  return all.flatMap((each) =>
    each.kind === 'incomplete' && each.reason === 'limit' ? [each.detail] : [],
  );
}

test('a long run of base64 is decoded up to its bound, and what lies behind is told', () => {
  const filler = 'lorem ipsum dolor sit amet '.repeat(40_000);
  const early = Buffer.from(`${filler.slice(0, 700_000)} ${token} `).toString('base64');
  assert.ok(early.length > 64 * 1024);
  assert.equal(detect(early).length, 1);
  assert.deepEqual(limitsOf(emissions(early)), []);
  const late = Buffer.from(`${filler} ${token} `).toString('base64');
  for (const text of [late, late.replace(/.{76}/g, '$&\n')]) {
    assert.equal(detect(text).length, 0);
    assert.deepEqual(limitsOf(emissions(text)), [
      'Encoded text was decoded only up to 1 MiB a run and 16 MiB a file: split the file, or exclude it in the policy.',
    ]);
  }
});

test('many runs of base64 are decoded up to the bound of the file, and the rest is told', () => {
  const run = Buffer.from('lorem ipsum dolor sit amet '.repeat(25_000)).toString('base64');
  const text = `${`${run}\n\n`.repeat(20)}${Buffer.from(`token: ${token} and`).toString('base64')}`;
  assert.equal(detect(text).length, 0);
  assert.equal(limitsOf(emissions(text)).length, 1);
});

test('more candidates than the bound are told, not hidden', () => {
  const text = Array.from(
    { length: 5100 },
    (_, seed) => `sk_live_${fill(24, 'base62', seed)}`,
  ).join('\n');
  const all = emissions(text);
  assert.equal(all.filter(({ kind }) => kind === 'finding').length, 5000);
  assert.deepEqual(
    all.filter(({ kind }) => kind === 'incomplete').map((each) => 'reason' in each && each.reason),
    ['limit'],
  );
});

test('more candidates than the bound inside base64 are told too', () => {
  const keys = Array.from({ length: 5100 }, (_, seed) => `sk_live_${fill(24, 'base62', seed)}`);
  const run = Buffer.from(keys.join('\n')).toString('base64');
  assert.deepEqual(limitsOf(emissions(run)), [
    'More than 5000 candidates: split the file, or exclude it in the policy.',
  ]);
  const runs = keys.map((key) => Buffer.from(`key is ${key}`).toString('base64')).join('\n\n');
  assert.equal(limitsOf(emissions(runs)).length, 1);
});

test('any bytes are examined without an error, and twice with the same result', () => {
  const pieces = fc.constantFrom(
    ...secretRules.flatMap(({ keywords }) => keywords),
    ...secretRules.slice(0, 40).flatMap(({ examples }) => examples.hit.map(({ text }) => text)),
  );
  const bytes = fc
    .array(
      fc.oneof(
        pieces.map((text) => Buffer.from(text)),
        fc.uint8Array({ maxLength: 30 }),
      ),
      {
        maxLength: 12,
      },
    )
    .map((parts) => Buffer.concat(parts));
  fc.assert(
    fc.property(bytes, (text) => {
      const first = emissions(text);
      assert.deepEqual(emissions(text), first);
      for (const each of first) {
        if (each.kind !== 'finding') continue;
        const { startLine, startColumn, endLine, endColumn } = each.finding.region;
        assert.ok(endLine > startLine || (endLine === startLine && endColumn > startColumn));
      }
    }),
  );
});
