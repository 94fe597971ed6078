import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fill } from '../rules/fill.ts';
import { fileKindOf, isLockFile, isTranslation } from './file-kind.ts';
import type { GenericHits } from './index.ts';
import { examineGeneric, genericKeywords } from './index.ts';

function examine(text: string, path = 'config.yml'): GenericHits {
  const hits = [...text.matchAll(new RegExp(genericKeywords.join('|'), 'gi'))].map((m) => m.index);
  return examineGeneric({ path, text, hits });
}

function secretsIn(text: string, path?: string): readonly string[] {
  return examine(text, path).found.map(({ start, end }) => text.slice(start, end));
}

test('one name is looked at once, however many key words it holds', () => {
  assert.deepEqual(secretsIn('secret_access_key: J8kd02mfL1xq\n'), ['J8kd02mfL1xq']);
});

test('the finding names its key and says why', () => {
  const [found] = examine('db:\n  password: tr0ub4dor\n').found;
  assert.equal(found?.ruleId, 'secrets/generic-password');
  assert.equal(found?.key, 'password');
  assert.deepEqual(found?.reasons, ['key name', 'bare', 'looks random']);
});

test('dot files without an extension are settings', () => {
  const hex = fill(32, 'hex');
  assert.deepEqual(secretsIn(`api_key: ${hex} # of the shop\n`, 'deploy/.tugboat'), [hex]);
  assert.deepEqual(secretsIn(`secret_key = ${hex} # of the shop\n`, '.s3cfg'), [hex]);
  assert.deepEqual(secretsIn(`export SHOP_API_KEY=${hex}\n`, '.bash_profile'), [hex]);
});

test('translations, lock files and sealed secrets are left alone', () => {
  const text = 'password: Passw0rd!\n';
  assert.equal(secretsIn(text).length, 1);
  assert.deepEqual(secretsIn(text, 'locales/de.yml'), []);
  assert.deepEqual(secretsIn(text, 'pnpm-lock.yaml'), []);
  assert.deepEqual(secretsIn(`kind: SealedSecret\n${text}`), []);
});

function vectors(count: number): string {
  return Array.from({ length: count }, (_, seed) => `key = "${fill(32, 'hex', seed + 1)}"\n`).join(
    '',
  );
}

test('many random values of names that say little are test vectors', () => {
  assert.equal(secretsIn(vectors(5), 'a.py').length, 5);
  assert.deepEqual(secretsIn(vectors(40), 'a.py'), []);
});

test('a file with too many is reported as incomplete', () => {
  const { found, more } = examine('password: Passw0rd!\n'.repeat(5001));
  assert.equal(found.length, 5000);
  assert.equal(more, true);
});

test('offsets lie in the text, in any text', () => {
  const piece = fc.constantFrom(
    ...`password|token|KEY|=|: |"|'|\\|\n| |(|)|>|<|,|--|$|{|}|V4lue!|- | or |[]|#define |\u00e9|Bearer `.split(
      '|',
    ),
  );
  const path = fc.constantFrom('a.py', 'a.yml', '.env', 'a.md', 'a.xml');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), path, (pieces, where) => {
      const text = pieces.join('');
      for (const { start, end } of examine(text, where).found) {
        assert.ok(start >= 0 && start < end && end <= text.length, text);
      }
    }),
    { numRuns: 2000, seed: 7 },
  );
});

test('hostile text costs little time', () => {
  const pieces = [
    'password',
    'password=',
    '"password" ',
    'token: ',
    'key("',
    '<key>',
    "pass='a",
    ' ',
  ];
  const started = process.cpuUsage();
  for (const piece of pieces) {
    for (const path of ['a.js', 'a.yml', '.env', 'a.md']) {
      examine(piece.repeat(200_000 / piece.length), path);
    }
  }
  const { user, system } = process.cpuUsage(started);
  assert.ok((user + system) / 1000 < 20_000, `${(user + system) / 1000} ms`);
});

test('the path says how values are written', () => {
  const kinds = {
    'src/a.ts': 'code',
    'main.tf': 'code',
    'a/application.yaml': 'yaml',
    'deploy.yml.j2': 'yaml',
    '.env.production': 'settings',
    'Dockerfile.dev': 'settings',
    'app.properties': 'settings',
    'README.md': 'prose',
    'web.config': 'markup',
  };
  for (const [path, kind] of Object.entries(kinds)) assert.equal(fileKindOf(path), kind, path);
});

test('translations and lock files are known by their path', () => {
  for (const path of ['i18n/de.json', 'config/locales/en.yml', 'messages_fr.properties', 'a.po']) {
    assert.ok(isTranslation(path), path);
  }
  for (const path of ['src/language.ts', 'config.json']) assert.ok(!isTranslation(path), path);
  for (const path of ['a/package-lock.json', 'go.sum', 'app.min.js']) assert.ok(isLockFile(path));
});
