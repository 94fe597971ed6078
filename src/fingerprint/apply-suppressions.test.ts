import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '../model/finding.ts';
import type { Suppression } from '../model/suppression.ts';
import { occurrenceKey } from '../model/suppression.ts';
import type { AppliedSuppressions, SuppressionInput } from './apply-suppressions.ts';
import { applySuppressions } from './apply-suppressions.ts';
import { matchBaseline } from './match.ts';
import { findingsOf } from './toy-check.fake.ts';

const ruleIds = ['toy/call', 'toy/secret'];
const policy = { inline: 'allow', forbiddenRules: [] } as const;
const onLineTwo: Suppression = {
  path: 'a.ts',
  line: 1,
  scope: 'next-line',
  ruleIds: ['toy/call'],
  reason: 'only a test',
};
const tree = { 'a.ts': '// comment\ndanger(1);\nHIDDENone\n' };
const findings = findingsOf(tree);

function apply(input: Partial<SuppressionInput>): AppliedSuppressions {
  const now = '2026-11-24T05:00:00.000Z';
  return applySuppressions({ findings, suppressions: [], now, policy, ruleIds, ...input });
}

function stateOf(suppression: Suppression, input: Partial<SuppressionInput> = {}): string {
  const { outcomes, bad } = apply({ ...input, suppressions: [suppression] });
  return outcomes[0]?.state ?? `bad: ${bad[0]?.problem}`;
}

test('a comment hides the finding on its line and is used', () => {
  const { byFinding, outcomes } = apply({ suppressions: [onLineTwo] });
  assert.deepEqual(
    [...byFinding.keys()],
    [findings[0]].flatMap((it) => (it ? occurrenceKey(it) : [])),
  );
  assert.deepEqual(outcomes, [
    { suppression: onLineTwo, state: 'used', fingerprints: [findings[0]?.fingerprint] },
  ]);
});

test('a comment that hides nothing is unused, unless its rule did not run', () => {
  const elsewhere = { ...onLineTwo, line: 2 };
  assert.equal(stateOf(elsewhere), 'unused');
  assert.equal(stateOf(elsewhere, { examined: () => false }), 'not-examined');
});

test('a comment holds on its last day and not after it', () => {
  assert.equal(stateOf({ ...onLineTwo, until: '2026-11-24' }), 'used');
  assert.equal(stateOf({ ...onLineTwo, until: '2026-11-23' }), 'expired');
});

test('a policy can forbid comments, for all rules, a check or one rule', () => {
  assert.equal(stateOf(onLineTwo, { policy: { ...policy, inline: 'forbid' } }), 'forbidden');
  for (const pattern of ['*', 'toy/*', 'toy/call']) {
    assert.equal(
      stateOf(onLineTwo, { policy: { ...policy, forbiddenRules: [pattern] } }),
      'forbidden',
    );
  }
  assert.equal(stateOf(onLineTwo, { policy: { ...policy, forbiddenRules: ['to/*'] } }), 'used');
});

test('a policy can ask for an end that is not far away', () => {
  const input = { policy: { ...policy, maxDays: 30 } };
  assert.match(
    stateOf(onLineTwo, input),
    /asks for an end; add until=YYYY-MM-DD, at most 30 days/u,
  );
  assert.match(
    stateOf({ ...onLineTwo, until: '2026-12-25' }, input),
    /later than the policy allows/u,
  );
  assert.equal(stateOf({ ...onLineTwo, until: '2026-12-24' }, input), 'used');
});

test('an unknown rule makes the comment bad and the nearest is named', () => {
  const wrong = { ...onLineTwo, ruleIds: ['toy/call', 'toy/secert'] };
  assert.equal(stateOf(wrong), 'bad: there is no rule toy/secert; did you mean toy/secret?');
  assert.equal(apply({ suppressions: [wrong] }).byFinding.size, 0);
});

test('a secret in the reason is not told', () => {
  const secret = findings[1];
  assert.ok(secret);
  const told = {
    ...onLineTwo,
    line: 3,
    scope: 'file',
    reason: 'HIDDENone is only a test',
  } as const;
  const at = (column: number): string => {
    const { outcomes } = apply({ suppressions: [{ ...told, column }] });
    return outcomes[0]?.suppression.reason ?? '';
  };
  assert.doesNotMatch(at(0), /HIDDEN/u);
  assert.match(at(1), /HIDDEN/u);
});

const changedTree = { 'a.ts': '// comment\ndanger(1);\nHIDDENone\ndanger(2);\n' };
const changed = matchBaseline(findingsOf(changedTree), { findings }).findings;

test('a comment that the change adds is not in force', () => {
  assert.equal(
    stateOf(onLineTwo, { findings: changed, base: { suppressions: [] } }),
    'not-in-base',
  );
  assert.equal(
    stateOf(onLineTwo, { findings: changed, base: { suppressions: [onLineTwo] } }),
    'used',
  );
});

test('a comment that the change alters is not in force', () => {
  for (const before of [
    { reason: 'for now' },
    { until: '2026-12-01' },
    { scope: 'file' as const },
  ]) {
    const base = { suppressions: [{ ...onLineTwo, ...before }] };
    assert.equal(stateOf(onLineTwo, { findings: changed, base }), 'not-in-base');
  }
});

test('a comment that the change copies is in force once', () => {
  const copy = { ...onLineTwo, line: 3 };
  const base = { suppressions: [onLineTwo] };
  const { outcomes } = apply({ findings: changed, suppressions: [onLineTwo, copy], base });
  assert.deepEqual(
    outcomes.map(({ state }) => state),
    ['used', 'not-in-base'],
  );
});

test('a comment of the base does not hide what the change puts under it', () => {
  const moved = { ...onLineTwo, line: 3 };
  assert.equal(
    stateOf(moved, { findings: changed, base: { suppressions: [onLineTwo] } }),
    'not-in-base',
  );
});

test('a comment of the base for the whole file hides what the change adds to the file', () => {
  const whole = { ...onLineTwo, scope: 'file' } as const;
  const { byFinding } = apply({
    findings: changed,
    suppressions: [whole],
    base: { suppressions: [whole] },
  });
  assert.equal(byFinding.size, 2);
});

test('a comment moves with its file for what moved, not for what is new there', () => {
  const whole = { ...onLineTwo, scope: 'file' } as const;
  const moved = matchBaseline(findingsOf({ 'b.ts': changedTree['a.ts'] }), { findings }).findings;
  const suppressions = [{ ...whole, path: 'b.ts' }];
  const { byFinding, outcomes } = apply({
    findings: moved,
    suppressions,
    base: { suppressions: [whole] },
  });
  assert.deepEqual(
    moved.map((finding) => [finding.state, byFinding.has(occurrenceKey(finding))]),
    [
      ['moved', true],
      ['moved', false],
      ['new', false],
    ],
  );
  assert.equal(outcomes[0]?.state, 'used');
});

test('no comment reaches into an archive', () => {
  const [finding] = findings;
  assert.ok(finding);
  const inside = { ...finding, location: { ...finding.location, inner: 'x.js' } };
  assert.equal(stateOf({ ...onLineTwo, scope: 'file' }, { findings: [inside] }), 'unused');
});

const anySuppression: fc.Arbitrary<Suppression> = fc.record({
  path: fc.constantFrom('a.ts', 'b.ts'),
  line: fc.integer({ min: 1, max: 6 }),
  scope: fc.constantFrom('line', 'next-line', 'file'),
  ruleIds: fc.subarray(ruleIds, { minLength: 1 }),
  reason: fc.constantFrom('one reason', 'another one'),
});
const anyTree = fc.record({
  'a.ts': fc.array(fc.constantFrom('x', 'danger(1)', 'HIDDENa HIDDENb', 'danger(2)')),
  'b.ts': fc.array(fc.constantFrom('x', 'danger(1)', 'HIDDENa HIDDENb', 'danger(2)')),
});
const findingsIn = (lines: Readonly<Record<string, readonly string[]>>): readonly Finding[] =>
  findingsOf(Object.fromEntries(Object.entries(lines).map(([path, it]) => [path, it.join('\n')])));

test('no finding is hidden by a comment of another rule, file or line', () => {
  fc.assert(
    fc.property(
      anyTree,
      fc.array(anySuppression),
      fc.array(anySuppression),
      (lines, head, base) => {
        const some = findingsIn(lines);
        const input = { findings: some, suppressions: head };
        for (const { byFinding } of [
          apply(input),
          apply({ ...input, base: { suppressions: base } }),
        ]) {
          for (const finding of some) {
            const by = byFinding.get(occurrenceKey(finding));
            if (by === undefined) continue;
            const { path, region } = finding.location;
            assert.equal(by.path, path);
            assert.ok(by.ruleIds.includes(finding.ruleId));
            const lineOf = { line: by.line, 'next-line': by.line + 1, file: region.startLine };
            assert.equal(lineOf[by.scope], region.startLine);
          }
        }
      },
    ),
  );
});

test('with a base, nothing new is hidden that the base did not approve for the whole file', () => {
  fc.assert(
    fc.property(anyTree, anyTree, fc.array(anySuppression), (before, after, suppressions) => {
      const matched = matchBaseline(findingsIn(after), { findings: findingsIn(before) }).findings;
      const { byFinding } = apply({ findings: matched, suppressions, base: { suppressions } });
      for (const finding of matched) {
        const by = byFinding.get(occurrenceKey(finding));
        if (finding.state === 'new' && by !== undefined) assert.equal(by.scope, 'file');
      }
    }),
  );
});
