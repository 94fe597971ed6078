import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Policy, RuleSetting, Waiver } from '../model/policy.ts';
import { severities } from '../model/severity.ts';
import { stages } from '../model/stage.ts';
import { comparePolicies, needsBoth } from './compare-policies.ts';
import { defaultPolicy } from './default-policy.ts';

const settings = { seed: 20_261_125, numRuns: 500 };
const ruleIds = ['secrets/aws-key', 'secrets/npm-token', 'tls/cert-expired'];
const position = { line: 1, column: 1 };

const rule = (pattern: string, stage: RuleSetting['stage'], when?: string): RuleSetting => ({
  pattern,
  stage,
  ...(when === undefined ? {} : { when }),
  position,
});
const waiver = (expires: string, path = 'test/**'): Waiver => ({
  rule: 'secrets/*',
  scope: { path },
  reason: 'test keys',
  approved: { development: 'a.lopez', security: 'k.ito' },
  expires,
  position,
});
const document = (name: string): Policy['vex'][number] => ({
  path: `vex/${name}.json`,
  digest: `sha256:${name.repeat(64)}`,
});
const policy = (changes: Partial<Policy>): Policy => ({ ...defaultPolicy, ...changes });
const components = (changes: Partial<Policy['components']>): Partial<Policy> => ({
  components: { ...defaultPolicy.components, ...changes },
});
const licences = (changes: Partial<Policy['components']['licences']>): Partial<Policy> =>
  components({ licences: { ...defaultPolicy.components.licences, ...changes } });
const described = (before: Partial<Policy>, after: Partial<Policy>): readonly string[] =>
  comparePolicies(policy(before), policy(after), ruleIds).map(
    ({ key, direction }) => `${key} ${direction}`,
  );

test('a policy does not differ from itself, wherever its settings stand', () => {
  const rules = [rule('*', 'observe'), rule('secrets/*', 'block')];
  assert.deepEqual(described({ rules }, { rules: rules.toReversed() }), []);
});

test('each change is told with its direction', () => {
  const rules = [rule('*', 'observe'), rule('secrets/*', 'warn')];
  const cases: readonly (readonly [Partial<Policy>, Partial<Policy>, readonly string[]])[] = [
    [
      { rules },
      { rules: [...rules, rule('secrets/aws-key', 'block')] },
      ['rules: secrets/aws-key tighter'],
    ],
    [
      { rules },
      { rules: [...rules, rule('secrets/aws-key', 'observe')] },
      ['rules: secrets/aws-key looser'],
    ],
    [
      { rules: [rule('tls/cert-expired', 'block')] },
      { rules: [rule('tls/cert-expired', 'block', 'product.tier == 1')] },
      ['rules: tls/cert-expired looser'],
    ],
    [{ blocks: 'new' }, { blocks: 'all' }, ['block-on tighter']],
    [{ fixWithin: {} }, { fixWithin: { high: 30 } }, ['fix-within: high tighter']],
    [
      { fixWithin: { critical: 7, high: 30 } },
      { fixWithin: { critical: 14, high: 20 } },
      ['fix-within: critical looser', 'fix-within: high tighter'],
    ],
    [{ onIncomplete: 'closed' }, { onIncomplete: 'auto' }, ['on-incomplete looser']],
    [{ checks: 'all' }, { checks: ['secrets'] }, ['checks looser']],
    [
      { paths: { include: [], exclude: ['a'] } },
      { paths: { include: [], exclude: ['a', 'b'] } },
      ['paths: exclude looser'],
    ],
    [
      { paths: { include: ['src'], exclude: [] } },
      { paths: { include: [], exclude: [] } },
      ['paths: include tighter'],
    ],
    [
      { thresholds: { warn: 'info', block: 'info' } },
      { thresholds: { warn: 'info', block: 'high' } },
      ['thresholds: block looser'],
    ],
    [components({}), components({ maxAgeDays: 2 }), ['components: max-age tighter']],
    [components({}), components({ cooldownDays: 2 }), ['components: cooldown tighter']],
    [
      licences({ deny: ['MIT', 'ISC'] }),
      licences({ deny: ['MIT'], review: ['ISC'] }),
      ['components: licences: deny looser'],
    ],
    [licences({ allow: ['MIT'] }), licences({}), ['components: licences: allow looser']],
    [
      licences({ allow: ['MIT', 'ISC'] }),
      licences({ allow: ['MIT'] }),
      ['components: licences: allow tighter'],
    ],
    [
      licences({ unknown: 'ignore' }),
      licences({ unknown: 'review' }),
      ['components: licences: unknown tighter'],
    ],
    [
      components({ privateNames: [{ prefix: '@a/', hosts: ['a.example'] }] }),
      components({ privateNames: [{ prefix: '@a/', hosts: ['a.example', 'b.example'] }] }),
      ['components: private looser'],
    ],
    [{ vex: [] }, { vex: [document('a')] }, ['components: vex looser']],
    [{ vex: [document('a')] }, { vex: [document('b')] }, ['components: vex looser']],
    [{ vex: [document('a'), document('b')] }, { vex: [document('a')] }, ['components: vex looser']],
    [{ vex: [document('a')] }, { vex: [] }, ['components: vex tighter']],
    [{ vex: [document('a'), document('b')] }, { vex: [document('b'), document('a')] }, []],
    [{ waivers: [] }, { waivers: [waiver('2027-01-01')] }, ['waivers looser']],
    [{ waivers: [waiver('2027-01-01')] }, { waivers: [waiver('2026-12-01')] }, ['waivers tighter']],
    [
      { waivers: [waiver('2027-01-01', 'a')] },
      { waivers: [waiver('2027-01-01', 'b')] },
      ['waivers looser'],
    ],
    [
      { parties: { development: ['a'], security: ['b'] } },
      { parties: { development: ['a'], security: ['a'] } },
      ['parties governing'],
    ],
    [
      { agreement: { tightening: 'both' } },
      { agreement: { tightening: 'none' } },
      ['agreement governing'],
    ],
  ];
  for (const [before, after, expected] of cases) {
    assert.deepEqual(described(before, after), expected);
  }
});

test('a condition beside a setting that blocks can fail, which keeps the rule from blocking, and so loosens', () => {
  const blocks = rule('secrets/*', 'block');
  const fails = rule('secrets/*', 'block', '1 / (finding.line - 7) < 9');
  const before = [rule('*', 'observe'), blocks];
  const key = 'rules: secrets/npm-token';
  assert.ok(described({ rules: before }, { rules: [...before, fails] }).includes(`${key} looser`));
  assert.ok(described({ rules: [...before, fails] }, { rules: before }).includes(`${key} tighter`));
});

test('patterns that take others back, and such that stand for nothing, are compared as one list', () => {
  const cases: readonly (readonly ['include' | 'exclude', readonly string[], readonly string[]])[] =
    [
      ['include', ['src/**'], ['src/**', '!src/app.py']],
      ['exclude', ['test/**', '!test/keys'], ['test/**']],
      ['exclude', ['test/*', '!test/keys'], ['!test/keys', 'test/*']],
      // A comment alone is no pattern, and none includes everything.
      ['include', ['# all'], ['# all', 'docs']],
    ];
  for (const [key, before, after] of cases) {
    const paths = { include: [], exclude: [] };
    assert.deepEqual(
      described({ paths: { ...paths, [key]: before } }, { paths: { ...paths, [key]: after } }),
      [`paths: ${key} looser`],
      JSON.stringify(after),
    );
  }
});

test('only tightening needs no second party', () => {
  assert.equal(needsBoth([{ key: 'block-on', direction: 'tighter' }]), false);
  assert.equal(needsBoth([{ key: 'block-on', direction: 'looser' }]), true);
  assert.equal(needsBoth([{ key: 'parties', direction: 'governing' }]), true);
});

const setting = fc.record({
  pattern: fc.constantFrom('*', 'secrets/*', ...ruleIds),
  stage: fc.constantFrom(...stages),
  when: fc.constantFrom('', '', 'product.tier == 1', 'finding.severity == "high"'),
});
const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    rules: fc.array(setting, { maxLength: 5 }),
    blocks: fc.constantFrom('new' as const, 'all' as const),
    onIncomplete: fc.constantFrom('open' as const, 'auto' as const, 'closed' as const),
    block: fc.constantFrom(...severities),
    exclude: fc.subarray(['a', 'b', 'c']),
    include: fc.subarray(['x', 'y']),
    checks: fc.constantFrom('all' as const, ['secrets'], ['secrets', 'tls']),
    waivers: fc.subarray([
      waiver('2027-01-01', 'a'),
      waiver('2027-02-01', 'a'),
      waiver('2027-01-01', 'b'),
    ]),
    maxDays: fc.constantFrom(undefined, 10, 90),
  })
  .map(({ rules, block, exclude, include, maxDays, ...rest }) => ({
    ...defaultPolicy,
    ...rest,
    rules: rules.map(({ pattern, stage, when }) =>
      rule(pattern, stage, when === '' ? undefined : when),
    ),
    thresholds: { warn: 'info', block },
    paths: { include, exclude },
    suppressions: {
      inline: 'allow',
      forbiddenRules: [],
      ...(maxDays === undefined ? {} : { maxDays }),
    },
  }));

const isAtLeastAsStrict = (after: Policy, before: Policy): boolean =>
  !needsBoth(comparePolicies(before, after, ruleIds));
const meansTheSame = (a: Policy, b: Policy): boolean => comparePolicies(a, b, ruleIds).length === 0;

test('"at least as strict" is a partial order: reflexive, antisymmetric, transitive', () => {
  fc.assert(
    fc.property(anyPolicy, anyPolicy, anyPolicy, (a, b, c) => {
      assert.ok(isAtLeastAsStrict(a, a));
      if (isAtLeastAsStrict(a, b) && isAtLeastAsStrict(b, a)) assert.ok(meansTheSame(a, b));
      if (isAtLeastAsStrict(b, a) && isAtLeastAsStrict(c, b)) assert.ok(isAtLeastAsStrict(c, a));
    }),
    settings,
  );
});

test('what is tighter one way is not tighter the other way', () => {
  fc.assert(
    fc.property(anyPolicy, anyPolicy, (a, b) => {
      if (meansTheSame(a, b)) return;
      assert.ok(!(isAtLeastAsStrict(a, b) && isAtLeastAsStrict(b, a)));
    }),
    settings,
  );
});
