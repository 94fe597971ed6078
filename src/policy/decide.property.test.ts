import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Outcome } from '../model/decision.ts';
import { incompleteReasons } from '../model/incomplete.ts';
import type { Policy, RuleSetting, Waiver } from '../model/policy.ts';
import { severities } from '../model/severity.ts';
import { stages } from '../model/stage.ts';
import { decide } from './decide.ts';
import type { DecisionInput, FindingFacts } from './decision-input.ts';
import { defaultPolicy } from './default-policy.ts';
import type { LoadedPolicy } from './parse-policy.ts';
import { names, now } from './tests/fixture.ts';
import type { CompiledWhen } from './when.ts';

const run = { seed: 20_261_124, numRuns: 500 };
const position = { line: 1, column: 1 };
const path = fc.constantFrom('src/a.ts', 'src/b.ts', 'test/a.ts');
const fingerprint = fc.constantFrom('f1', 'f2', 'f3');

const finding: fc.Arbitrary<FindingFacts> = fc
  .record(
    {
      ruleId: fc.constantFrom(...names.ruleIds),
      fingerprint,
      path,
      line: fc.integer({ min: 1, max: 3 }),
      severity: fc.constantFrom(...severities),
      confidence: fc.constantFrom('high', 'medium', 'low'),
      state: fc.constantFrom('new', 'existing', 'moved', 'fixed'),
      tags: fc.constantFrom([], ['cloud']),
      cwe: fc.constant([798]),
      suppressed: fc.constant('a test'),
    },
    {
      requiredKeys: [
        'ruleId',
        'fingerprint',
        'path',
        'line',
        'severity',
        'confidence',
        'state',
        'tags',
        'cwe',
      ],
    },
  )
  .map((facts) => Object.assign(facts, { checkId: facts.ruleId.replace(/\/.{1,20}$/u, '') }));

const input: fc.Arbitrary<DecisionInput> = fc.record({
  now: fc.constant(now),
  target: fc.record({
    kind: fc.constant('directory'),
    branch: fc.constant('main'),
    whole: fc.boolean(),
  }),
  findings: fc.array(finding, { maxLength: 8 }),
  demotions: fc.uniqueArray(
    fc.record({
      rule: fc.constantFrom(...names.ruleIds),
      to: fc.constantFrom('observe' as const, 'warn' as const),
      since: fc.constant(now),
      because: fc.constant('of false alarms'),
    }),
    { maxLength: 2, selector: ({ rule }) => rule },
  ),
  incomplete: fc.array(
    fc.record({
      checkId: fc.constantFrom('*', ...names.checkIds),
      what: path,
      reason: fc.constantFrom(...incompleteReasons),
      detail: fc.constant(''),
    }),
    { maxLength: 2 },
  ),
});

const waiver: fc.Arbitrary<Waiver> = fc.record({
  rule: fc.constantFrom('*', 'secrets/*', ...names.ruleIds),
  scope: fc.oneof(fc.record({ path }), fc.record({ fingerprint })),
  reason: fc.constant('a test'),
  approved: fc.constant({ development: 'a', security: 'b' }),
  expires: fc.constantFrom('2026-11-23', '2026-11-24', '2027-01-01'),
  position: fc.constant(position),
});

/** Conditions that hold, do not hold, or fail, by the finding. */
const conditions: readonly (CompiledWhen | undefined)[] = [
  undefined,
  ({ line }) => line > 1,
  ({ tags }) => (tags.length > 0 ? true : { failed: 'index out of bounds' }),
  ({ line }) => (line > 1 ? false : { failed: 'no such overload' }),
];
const when = fc.constantFrom(...conditions);

const setting: fc.Arbitrary<RuleSetting> = fc.record({
  pattern: fc.constantFrom('*', 'secrets/*', 'tls/*', ...names.ruleIds),
  stage: fc.constantFrom(...stages),
  position: fc.constant(position),
});

const loaded: fc.Arbitrary<LoadedPolicy> = fc
  .record({
    rules: fc.array(fc.tuple(setting, when), { maxLength: 5 }),
    blocks: fc.constantFrom('new', 'all'),
    onIncomplete: fc.constantFrom('auto', 'open', 'closed'),
    thresholds: fc.record({
      warn: fc.constantFrom(...severities),
      block: fc.constantFrom(...severities),
    }),
    waivers: fc.array(waiver, { maxLength: 3 }),
  })
  .map(({ rules, ...parts }) => ({
    policy: { ...defaultPolicy, ...parts, rules: rules.map(([rule]) => rule) },
    whens: new Map(
      rules.flatMap(([, condition], index) =>
        condition === undefined ? [] : [[index, condition]],
      ),
    ),
  }));

function withPolicy(given: LoadedPolicy, change: Partial<Policy>): LoadedPolicy {
  return { ...given, policy: { ...given.policy, ...change } };
}

/** How bad an outcome is; reasons are sorted by this. */
function badness(outcome: Outcome): number {
  return ['pass', 'warn', 'incomplete', 'block'].indexOf(outcome);
}

describe('decide: properties', () => {
  it('gives the same for the same inputs, and leaves them as they are', () => {
    fc.assert(
      fc.property(loaded, input, (policy, facts) => {
        const before = JSON.stringify([policy.policy, facts]);
        const first = decide(policy, facts);
        assert.deepEqual(decide(policy, facts), first);
        assert.equal(JSON.stringify([policy.policy, facts]), before);
      }),
      run,
    );
  });

  it('does not depend on the order of the findings', () => {
    fc.assert(
      fc.property(loaded, input, fc.infiniteStream(fc.nat()), (policy, facts, random) => {
        const order = facts.findings
          .map((_, index) => ({ index, key: random.next().value }))
          .toSorted((a, b) => Number(a.key) - Number(b.key))
          .map(({ index }) => index);
        const first = decide(policy, facts);
        const second = decide(policy, {
          ...facts,
          findings: order.flatMap((index) => facts.findings[index] ?? []),
        });
        assert.deepEqual({ ...second, judgements: [] }, { ...first, judgements: [] });
        assert.deepEqual(
          second.judgements,
          order.map((index) => first.judgements[index]),
        );
      }),
      run,
    );
  });

  it('adding a waiver never makes the outcome worse', () => {
    fc.assert(
      fc.property(loaded, input, waiver, (policy, facts, added) => {
        const { waivers } = policy.policy;
        const before = decide(policy, facts);
        const after = decide(withPolicy(policy, { waivers: [...waivers, added] }), facts);
        assert.ok(badness(after.outcome) <= badness(before.outcome));
      }),
      run,
    );
  });

  it('raising a stage never makes the outcome better', () => {
    fc.assert(
      fc.property(loaded, input, fc.nat(), (policy, facts, choice) => {
        const { rules } = policy.policy;
        const chosen = choice % Math.max(1, rules.length);
        const raised = rules.map((rule, index) =>
          index === chosen ? Object.assign({}, rule, { stage: above(rule.stage) }) : rule,
        );
        const before = decide(policy, facts);
        const after = decide(withPolicy(policy, { rules: raised }), facts);
        assert.ok(badness(after.outcome) >= badness(before.outcome));
      }),
      run,
    );
  });

  it('one more finding never makes the outcome better, unless a condition fails on it', () => {
    fc.assert(
      fc.property(loaded, input, finding, (policy, facts, added) => {
        const before = decide(policy, facts);
        const after = decide(policy, { ...facts, findings: [...facts.findings, added] });
        const failed = after.notices.some(({ code }) => code === 'when-failed');
        assert.ok(failed || badness(after.outcome) >= badness(before.outcome));
      }),
      run,
    );
  });
});

function above(stage: RuleSetting['stage']): RuleSetting['stage'] {
  return stage === 'observe' ? 'warn' : 'block';
}
