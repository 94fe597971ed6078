import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { LockstepError } from '../model/error.ts';
import type { Finding } from '../model/finding.ts';
import { parseBaseline, writeBaseline } from './baseline-file.ts';
import { matchBaseline } from './match.ts';
import { findingsOf } from './toy-check.fake.ts';

const origin = {
  keyId: '0a1b2c3d',
  createdAt: '2026-11-24T12:00:00.000Z',
  tool: { name: 'lockstep', version: '0.1.0' },
} as const;
const findings = findingsOf({
  'src/b.ts': 'danger(1);\ndanger(1);\n',
  'src/a.ts': 'in main\n  key = "HIDDENone"\n',
});
const written = writeBaseline(findings, origin);

const facts = ({ checkId, ruleId, fingerprint, identities, discriminator }: Finding): object => ({
  checkId,
  ruleId,
  fingerprint,
  identities,
  discriminator,
});
const byName = (a: Finding, b: Finding): number => (a.fingerprint < b.fingerprint ? -1 : 1);

/** A tree of a few files, whose lines are findings or nothing. */
const trees = fc.dictionary(
  fc.oneof(
    fc.constantFrom('a.ts', 'b/c.ts', 'Ärger\u202e.py', '\\xff'),
    fc.string({ minLength: 1 }),
  ),
  fc
    .array(
      fc.constantFrom(
        'danger(x);',
        'in scope',
        '',
        '"HIDDENone"',
        '"HIDDENtwo" danger(y)',
        '  danger(x)',
      ),
      { maxLength: 12 },
    )
    .map((lines) => lines.join('\n')),
  { maxKeys: 5 },
);

function refusal(text: string, message: RegExp, repair = /lockstep baseline/u): void {
  assert.throws(
    () => parseBaseline(text, '.lockstep/baseline.json'),
    (error) => {
      assert.ok(error instanceof LockstepError);
      assert.equal(error.code, 'baseline');
      assert.match(error.message, /^\.lockstep\/baseline\.json: /u);
      assert.match(error.message, message);
      assert.match(error.repair ?? '', repair);
      return true;
    },
  );
}

test('a baseline is one finding a line, in order of place, the same for every order of the findings', () => {
  assert.equal(writeBaseline(findings.toReversed(), origin), written);
  const places = written.match(/"path":"[^"]{1,20}","line":\d/gu);
  assert.deepEqual(places, [
    '"path":"src/a.ts","line":2',
    '"path":"src/b.ts","line":1',
    '"path":"src/b.ts","line":2',
  ]);
  assert.equal(written.split('\n').length, 13);
});

test('a baseline without findings is a baseline', () => {
  const text = writeBaseline([], origin);
  assert.match(text, /"findings": \[\]\n\}\n$/u);
  assert.deepEqual(parseBaseline(text, 'x').findings, []);
});

test('a fixed finding is not written', () => {
  const gone = findings.map((finding): Finding => ({ ...finding, state: 'fixed' }));
  assert.equal(writeBaseline(gone, origin), writeBaseline([], origin));
});

test('a baseline has no message, no excerpt, no evidence and no column behind a secret', () => {
  const talking = findings.map((finding) => ({
    ...finding,
    message: 'MESSAGE',
    excerpt: { text: 'EXCERPT', highlight: { start: 0, length: 7 } },
  }));
  assert.equal(writeBaseline(talking, origin), written);
  assert.doesNotMatch(written, /HIDDEN|MESSAGE|EXCERPT|evidence|endColumn/u);
});

test('characters that nobody sees or that turn text round are written as escapes', () => {
  const text = writeBaseline(findingsOf({ 'a\u202eb\u{e0041}\u200bü.ts': 'danger(1)' }), origin);
  assert.match(text, /"a\\u202eb\\udb40\\udc41\\u200bü\.ts"/u);
});

test('two findings of one fingerprint are a bug, not a baseline', () => {
  assert.throws(() => writeBaseline([...findings, ...findings], origin), /names one finding/u);
});

test('what is written is read again: places, identities, severity, key and time', () => {
  fc.assert(
    fc.property(trees, (tree) => {
      const before = findingsOf(tree);
      const text = writeBaseline(before, origin);
      const stored = parseBaseline(text, 'x');
      assert.equal(stored.keyId, origin.keyId);
      assert.equal(stored.createdAt, origin.createdAt);
      assert.equal(writeBaseline(stored.findings, origin), text);
      assert.deepEqual(
        stored.findings.toSorted(byName).map(facts),
        before.toSorted(byName).map(facts),
      );
    }),
  );
});

test('nothing is new, moved or fixed against a baseline that was stored from the same tree', () => {
  fc.assert(
    fc.property(trees, fc.boolean(), (tree, sameKey) => {
      const head = findingsOf(tree);
      const base = parseBaseline(writeBaseline(head, origin), 'x');
      const matched = matchBaseline(head, base, { keyId: sameKey ? origin.keyId : 'ffffffff' });
      assert.deepEqual(matched.fixed, []);
      for (const finding of matched.findings) {
        assert.equal(finding.state, 'existing');
        assert.equal(finding.fingerprint, finding.identities.primary);
      }
    }),
  );
});

const json = JSON.parse(written);
const changed = (change: object): string => JSON.stringify({ ...json, ...change });
const first: object = json.findings[0];
const withFinding = (change: object): string => changed({ findings: [{ ...first, ...change }] });

test('what is no baseline is refused, with the file, the fault and the repair', () => {
  refusal('', /not JSON, or torn/u);
  refusal(written.slice(0, -20), /not JSON, or torn/u);
  refusal('null', /it must be an object/u);
  refusal('[]', /it must be an object/u);
  refusal('{}', /format is missing/u);
  refusal(changed({ format: 7 }), /format is not of its form/u);
  refusal(changed({ format: 'lockstep-decision/1' }), /no baseline/u);
  refusal(changed({ format: 'lockstep-baseline/x' }), /no baseline/u);
  refusal(changed({ createdAt: 'yesterday' }), /createdAt is not of its form/u);
  refusal(changed({ tool: 'lockstep' }), /tool must be an object/u);
  refusal(changed({ findings: {} }), /findings must be a list/u);
  refusal(changed({ findings: [7] }), /findings\[0\] must be an object/u);
});

test('a baseline of a later version asks for a later Lockstep', () => {
  refusal(
    changed({ format: 'lockstep-baseline/2' }),
    /only lockstep-baseline\/1/u,
    /newer Lockstep/u,
  );
  refusal(
    changed({ fingerprints: 'lockstep-fingerprint/2' }),
    /is of the form/u,
    /newer Lockstep/u,
  );
});

test('a finding with a field missing, malformed, unknown or twice is refused', () => {
  refusal(withFinding({ severity: 'grave' }), /findings\[0\]\.severity is not one of critical/u);
  refusal(withFinding({ line: 0 }), /findings\[0\]\.line is not a whole number from 1/u);
  refusal(withFinding({ line: 1.5 }), /findings\[0\]\.line/u);
  refusal(withFinding({ path: '' }), /findings\[0\]\.path/u);
  refusal(withFinding({ path: 'a\0b' }), /findings\[0\]\.path/u);
  refusal(withFinding({ rule: 'secrets' }), /findings\[0\]\.rule/u);
  refusal(withFinding({ moved: undefined }), /findings\[0\]\.moved is missing/u);
  refusal(withFinding({ primary: 'x' }), /findings\[0\]\.primary/u);
  refusal(withFinding({ discriminator: 'HIDDENone' }), /findings\[0\]\.discriminator/u);
  refusal(withFinding({ note: 'mine' }), /findings\[0\] has a field "note"/u);
  refusal(changed({ extra: 1 }), /it has a field "extra"/u);
  refusal(changed({ findings: [first, first] }), /findings\[0\] and findings\[1\]/u);
  refusal(written.replace('"line":2', '"line":2,"line":3'), /stands twice, on line 8/u);
  refusal(written.replace('"line":2', '"line":2,"lin\\u0065":3'), /with an escape, on line 8/u);
});

test('an unknown field is not quoted when it could be anything', () => {
  assert.throws(
    () => parseBaseline(changed({ '\u001b[2J secret': 1 }), 'x'),
    ({ message }: Error) => !message.includes('secret'),
  );
});

test('a merge conflict is called one', () => {
  const lines = written.split('\n');
  const torn = [...lines.slice(0, 8), '<<<<<<< HEAD', ...lines.slice(8)].join('\n');
  refusal(torn, /merge conflict/u);
});

test('what is too large or nested too deep is refused before it is parsed', () => {
  refusal(' '.repeat(2 ** 25 + 1), /larger than 32 MiB/u);
  refusal('['.repeat(2 ** 24), /too deep, on line 1/u);
  refusal(changed({ findings: Array.from({ length: 150_000 }, () => ({})) }), /more findings/u);
  refusal(`{"a":"${'x'.repeat(2 ** 24)}"}`, /format is missing/u);
});

test('line ends of Windows, other white space and a byte order mark change nothing', () => {
  const { findings: read } = parseBaseline(written, 'x');
  for (const text of [written.replaceAll('\n', '\r\n'), `\ufeff${written}`, changed({})]) {
    assert.deepEqual(parseBaseline(text, 'x').findings, read);
  }
});

/** Text that is nearly a baseline: a part of it replaced. */
const nearly = fc
  .tuple(
    fc.nat(written.length),
    fc.nat(40),
    fc.oneof(fc.string(), fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '0')),
  )
  .map(([at, length, other]) => written.slice(0, at) + other + written.slice(at + length));

test('any text is a baseline or an error that says how to mend it', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), nearly);
  fc.assert(
    fc.property(texts, (text) => {
      try {
        parseBaseline(text, 'x');
      } catch (error) {
        assert.ok(error instanceof LockstepError && error.code === 'baseline', String(error));
        assert.ok((error.repair ?? '') !== '');
      }
    }),
    { seed: 20_261_124, numRuns: 1000 },
  );
});

const schema = new URL('../../schema/baseline.schema.json', import.meta.url);
const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const isValid = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));

test('every baseline that is written fits the published schema', () => {
  fc.assert(
    fc.property(trees, (tree) => {
      const value: unknown = JSON.parse(writeBaseline(findingsOf(tree), origin));
      assert.ok(isValid(value), JSON.stringify(isValid.errors));
    }),
  );
});

test('the published schema refuses what the reader refuses', () => {
  const faults = [
    {},
    { ...json, extra: 1 },
    { ...json, format: 'lockstep-baseline/2' },
    { ...json, keyId: 'x' },
    ...[{ note: 1 }, { line: 0 }, { severity: 'grave' }, { path: '' }, { lineHash: 'x' }].map(
      (change) => ({ ...json, findings: [{ ...first, ...change }] }),
    ),
    ...Object.keys(first).map((name) => ({
      ...json,
      findings: [{ ...first, [name]: name === 'discriminator' ? 1 : undefined }],
    })),
  ];
  for (const fault of faults) {
    const value: unknown = JSON.parse(JSON.stringify(fault));
    assert.equal(isValid(value), false, JSON.stringify(value));
    assert.throws(() => parseBaseline(JSON.stringify(value), 'x'), LockstepError);
  }
});
