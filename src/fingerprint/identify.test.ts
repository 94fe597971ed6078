import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '../model/finding.ts';
import { identify } from './identify.ts';
import { detect, findingsOf } from './toy-check.fake.ts';

const text = 'in main\nconst a = danger(b);\n\nkey = "HIDDENone"\nconst a = danger(b);\n';
const at = (path: string, content: string): readonly Finding[] => findingsOf({ [path]: content });
const primaries = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ identities }) => identities.primary);

test('two equal lines of one file are two findings', () => {
  const [first, , second] = primaries(at('a.ts', text));
  assert.match(first ?? '', /^[0-9a-v]{20}:0$/u);
  assert.equal(second, first?.replace(':0', ':1'));
});

test('findings come in file order, whatever the order of the detections', () => {
  const detections = detect(text);
  const file = { checkId: 'toy', path: 'a.ts', text };
  assert.deepEqual(identify(file, detections.toReversed()), identify(file, detections));
});

const sameStatements: Readonly<Record<string, string>> = {
  'lines inserted above': `\n// one\n// two\n${text}`,
  reindentation: text.replaceAll('const', '\t  const').replaceAll(' = ', '='),
  'Windows line ends': text.replaceAll('\n', '\r\n'),
  'a byte order mark': `\ufeff${text}`,
  'other edits in the file': text.replace('\n\n', '\n// three\nsafe(c);\n'),
  'another secret in its place': text.replace('HIDDENone', 'HIDDENother'),
};
for (const [change, changed] of Object.entries(sameStatements)) {
  test(`the primary identity survives ${change}`, () => {
    assert.deepEqual(primaries(at('a.ts', changed)), primaries(at('a.ts', text)));
  });
}

test('the moved identity survives a rename, the primary one does not', () => {
  const [before] = at('a.ts', text);
  const [after] = at('lib/b.ts', text);
  assert.equal(after?.identities.moved, before?.identities.moved);
  assert.notEqual(after?.identities.primary, before?.identities.primary);
});

test('the loose identity survives a change behind the first parenthesis', () => {
  const [before] = at('a.ts', text);
  const [after] = at('a.ts', text.replace('danger(b)', 'danger(c.trim())'));
  assert.equal(after?.identities.loose, before?.identities.loose);
  assert.notEqual(after?.identities.moved, before?.identities.moved);
});

test('no identity depends on a hidden value', () => {
  const [one] = at('a.ts', 'key = "HIDDENone" # rest');
  const [other] = at('a.ts', 'key = "HIDDENother" # rest');
  assert.deepEqual(one?.identities, other?.identities);
  assert.notEqual(one?.discriminator, other?.discriminator);
});

test('text in an archive is identified by its own path and statement', () => {
  const [detection] = detect('danger(x)');
  assert.ok(detection);
  const file = { checkId: 'toy', path: 'a.zip', text: 'PK\u0003\u0004 not the text inside' };
  const [one, two] = identify(file, [
    { ...detection, inner: 'one.js' },
    { ...detection, inner: 'two.js' },
  ]);
  assert.notEqual(one?.identities.primary, two?.identities.primary);
  assert.equal(one?.identities.lineHash, two?.identities.lineHash);
});

test('a file without detections costs nothing and has no findings', () => {
  assert.deepEqual(identify({ checkId: 'toy', path: 'a.ts', text }, []), []);
});

test('a place that the text does not have does no harm', () => {
  const [detection] = detect('HIDDENx');
  assert.ok(detection);
  const region = { startLine: 9e6, startColumn: 9e6, endLine: 2, endColumn: 1 };
  const [finding] = identify({ checkId: 'toy', path: 'a', text: 'x' }, [{ ...detection, region }]);
  assert.ok(finding);
});

test('any path, scope and statement have an identity, and lone surrogates are one character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.array(fc.string({ unit: 'binary' })),
      fc.string({ unit: 'binary' }),
      (path, scope, statement) => {
        const [detection] = detect('danger(x)');
        assert.ok(detection);
        const anchored = { ...detection, anchor: { scope, statement } };
        const [finding] = identify({ checkId: 'toy', path, text: statement }, [anchored]);
        assert.match(finding?.fingerprint ?? '', /^[0-9a-v]{20}:0$/u);
      },
    ),
  );
});
