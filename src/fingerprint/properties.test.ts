// The promises of docs/fingerprints.md, each as a property over made-up files and changes of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '../model/finding.ts';
import { parseBaseline, writeBaseline } from './baseline-file.ts';
import type { Matched } from './match.ts';
import { matchBaseline } from './match.ts';
import { findingsOf } from './toy-check.fake.ts';

const runs = { seed: 20_261_124, numRuns: 300 };
const keyId = '0a1b2c3d';
const origin = {
  keyId,
  createdAt: '2026-11-24T12:00:00.000Z',
  tool: { name: 'lockstep', version: '0.1.0' },
} as const;

const findingLine = fc.constantFrom(
  'danger(a);',
  'const x = danger(a);',
  'danger(a, b); danger(c);',
  'key = "HIDDENone"',
  'key = "HIDDENtwo"',
);
const otherLine = fc.constantFrom('', 'safe(1);', 'safe(2);', '// danger', '}');
const scopeLine = fc.constantFrom('in main', 'in rest');
type Lines = readonly string[];
const file: fc.Arbitrary<Lines> = fc.array(
  fc.oneof(findingLine, findingLine, otherLine, scopeLine),
  {
    minLength: 1,
    maxLength: 15,
  },
);
const tree = fc.dictionary(fc.constantFrom('a.ts', 'b.ts', 'lib/c.ts'), file);

const isOther = (line: string): boolean => !/danger\(|HIDDEN|^\s*in /u.test(line);
const textOf = (lines: Lines): string => lines.join('\n');
const findingsIn = (path: string, lines: Lines): readonly Finding[] =>
  findingsOf({ [path]: textOf(lines) });
const findingsOfTree = (files: Readonly<Record<string, Lines>>): readonly Finding[] =>
  findingsOf(Object.fromEntries(Object.entries(files).map(([path, it]) => [path, textOf(it)])));
const primaries = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ identities }) => identities.primary);
const names = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ fingerprint }) => fingerprint).toSorted();
const states = (findings: readonly Finding[]): readonly string[] => [
  ...new Set(findings.map(({ state }) => state)),
];
const examined = ({ location }: Finding): boolean => location.path !== 'a.ts';
const match = (head: readonly Finding[], base: readonly Finding[]): Matched =>
  matchBaseline(head, { findings: base, keyId }, { keyId });

/** Changes of a file that leave its findings what they are. */
const harmless: Readonly<Record<string, fc.Arbitrary<(lines: Lines) => Lines>>> = {
  'lines inserted above': fc
    .array(otherLine, { maxLength: 5 })
    .map((above) => (lines) => [...above, ...lines]),
  'lines inserted anywhere': fc.tuple(fc.nat(15), otherLine).map(
    ([at, other]) =>
      (lines) =>
        lines.toSpliced(at, 0, other),
  ),
  'other lines edited or deleted': fc
    .array(otherLine, { maxLength: 1 })
    .map((instead) => (lines) => lines.flatMap((line) => (isOther(line) ? instead : [line]))),
  reindentation: fc
    .constantFrom('  ', '\t', '\t\u00a0 ')
    .map((indent) => (lines) => lines.map((line) => indent + line.replaceAll(' = ', `${indent}=`))),
  'other line ends': fc.constant((lines) => lines.map((line) => `${line}\r`)),
};

for (const [what, change] of Object.entries(harmless)) {
  test(`fingerprints survive ${what}`, () => {
    fc.assert(
      fc.property(file, change, (lines, edit) => {
        const before = findingsIn('a.ts', lines);
        const after = findingsIn('a.ts', edit(lines));
        assert.deepEqual(primaries(after), primaries(before));
        const { findings, fixed } = match(after, before);
        assert.deepEqual(fixed, []);
        assert.deepEqual(names(findings), names(before));
        if (findings.length > 0) assert.deepEqual(states(findings), ['existing']);
      }),
      runs,
    );
  });
}

const anyHarmless = fc.oneof(...Object.values(harmless));

test('a renamed file keeps its fingerprints, also when it was edited, and its findings are moved', () => {
  fc.assert(
    fc.property(tree, anyHarmless, ({ 'a.ts': renamed = [], ...others }, edit) => {
      const before = findingsOfTree({ ...others, 'a.ts': renamed });
      const after = findingsOfTree({ ...others, 'new/place.ts': edit(renamed) });
      const { findings, fixed } = match(after, before);
      assert.deepEqual(fixed, []);
      assert.deepEqual(names(findings), names(before));
      for (const { state, location, movedFrom } of findings) {
        const isMoved = location.path === 'new/place.ts';
        assert.equal(state, isMoved ? 'moved' : 'existing');
        assert.equal(movedFrom?.path, isMoved ? 'a.ts' : undefined);
      }
    }),
    runs,
  );
});

test('a rename that git tells of is followed without the key of the hidden values', () => {
  fc.assert(
    fc.property(file, anyHarmless, (lines, edit) => {
      const before = findingsIn('a.ts', lines);
      const after = findingsIn('new/place.ts', edit(lines));
      const renames = new Map([['new/place.ts', 'a.ts']]);
      const { findings, fixed } = matchBaseline(after, { findings: before }, { renames });
      assert.deepEqual(fixed, []);
      assert.deepEqual(names(findings), names(before));
    }),
    runs,
  );
});

test('fingerprints last over many changes, each compared with the stored baseline of the last', () => {
  const steps = fc.array(fc.tuple(anyHarmless, fc.constantFrom('a.ts', 'b.ts', 'c/d.ts')), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(file, steps, (first, changes) => {
      const original = findingsIn('a.ts', first);
      let stored = writeBaseline(original, origin);
      let lines = first;
      for (const [edit, path] of changes) {
        lines = edit(lines);
        const base = parseBaseline(stored, 'x');
        const { findings } = matchBaseline(findingsIn(path, lines), base, { keyId });
        assert.deepEqual(names(findings), names(original));
        stored = writeBaseline(findings, origin);
      }
    }),
    runs,
  );
});

test('a second run and a second import give the same', () => {
  fc.assert(
    fc.property(tree, (files) => {
      const once = findingsOfTree(files);
      assert.deepEqual(findingsOfTree(files), once);
      const matched = match(once, []);
      assert.deepEqual(match(findingsOfTree(files), matched.findings).fixed, []);
    }),
    runs,
  );
});

test('equal lines of a file are never one finding, and a further one is new', () => {
  fc.assert(
    fc.property(file, fc.nat(15), (lines, at) => {
      const before = findingsIn('a.ts', lines);
      assert.equal(new Set(names(before)).size, before.length);
      const copy = lines.find((line) => !isOther(line) && !line.startsWith('in '));
      if (copy === undefined) return;
      const after = findingsIn('a.ts', lines.toSpliced(at, 0, copy));
      const { findings, fixed } = match(after, before);
      assert.deepEqual(fixed, []);
      const added = findings.filter(({ state }) => state === 'new');
      assert.equal(added.length, after.length - before.length);
      assert.equal(new Set(names(findings)).size, after.length);
    }),
    runs,
  );
});

test('whatever two trees hold, findings are compared one to one and no fingerprint names two', () => {
  fc.assert(
    fc.property(tree, tree, fc.boolean(), (one, other, sameKey) => {
      const base = findingsOfTree(one);
      const head = findingsOfTree(other);
      const options = sameKey ? { keyId } : {};
      const { findings, fixed } = matchBaseline(head, { findings: base, keyId }, options);
      assert.equal(findings.length, head.length);
      const known = findings.filter(({ state }) => state !== 'new');
      assert.equal(known.length + fixed.length, base.length);
      assert.deepEqual(
        names([...known, ...fixed]),
        names(base),
        'each finding of the base is there or gone',
      );
      assert.equal(new Set(names([...findings, ...fixed])).size, head.length + fixed.length);
    }),
    runs,
  );
});

test('the order of both lists does not matter', () => {
  fc.assert(
    fc.property(tree, tree, (one, other) => {
      const [base, head] = [findingsOfTree(one), findingsOfTree(other)];
      assert.deepEqual(match(head.toReversed(), base.toReversed()), match(head, base));
    }),
    runs,
  );
});

test('what nobody looked for is neither there nor fixed', () => {
  fc.assert(
    fc.property(tree, (files) => {
      const base = findingsOfTree(files);
      const { fixed, unknown } = matchBaseline([], { findings: base }, { examined });
      assert.equal(fixed.length + unknown.length, base.length);
      for (const { location } of unknown) assert.equal(location.path, 'a.ts');
    }),
    runs,
  );
});
