import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultPolicy } from '../../policy/default-policy.ts';
import { parsePolicy, type LoadedPolicy } from '../../policy/parse-policy.ts';
import type { TriedStage } from '../../model/backtest.ts';
import { asAgreedThen, blockingAll, withStages } from './tried-policy.ts';

const names = { ruleIds: ['toy/a', 'toy/b', 'other/c'], checkIds: ['toy', 'other'] };

const load = (rules: string): Promise<LoadedPolicy> =>
  parsePolicy(`version: 1\nproduct: shop\nrules: { ${rules} }\n`, 'lockstep.yaml', names);

const settings = ({ policy, whens }: LoadedPolicy): readonly (readonly unknown[])[] =>
  policy.rules.map(({ pattern, stage }, index) => [pattern, stage, whens.has(index)]);

test('a stage that is tried takes the place of all settings that it covers, and conditions keep theirs', async () => {
  const when = '{ stage: warn, when: "finding.severity == \'high\'" }';
  const loaded = await load(`toy/*: warn, toy/a: block, other/*: ${when}`);
  const tried = (...stages: readonly TriedStage[]): unknown => settings(withStages(loaded, stages));
  assert.deepEqual(tried(), settings(loaded));
  assert.deepEqual(tried({ rule: 'toy/*', stage: 'block' }), [
    ['*', 'observe', false],
    ['other/*', 'warn', true],
    ['toy/*', 'block', false],
  ]);
  assert.deepEqual(tried({ rule: 'toy/b', stage: 'block' }), [
    ['*', 'observe', false],
    ['toy/*', 'warn', false],
    ['toy/a', 'block', false],
    ['other/*', 'warn', true],
    ['toy/b', 'block', false],
  ]);
  assert.deepEqual(tried({ rule: '*', stage: 'observe' }, { rule: 'toy/a', stage: 'block' }), [
    ['*', 'observe', false],
    ['toy/a', 'block', false],
  ]);
});

test('with every rule at block only what is new stops, and waivers are those of the time', async () => {
  const loaded = await load('toy/a: { stage: block, when: "true" }');
  const all = blockingAll({ ...loaded, policy: { ...loaded.policy, blocks: 'all' } });
  assert.deepEqual(settings(all), [['*', 'block', false]]);
  assert.equal(all.policy.blocks, 'new');
  const waivers = [
    {
      rule: 'toy/*',
      scope: { path: 'a' },
      reason: 'then',
      approved: { development: 'a', security: 'b' },
      expires: '2026-01-01',
      position: { line: 1, column: 1 },
    },
  ];
  const { suppressions } = defaultPolicy;
  const then = asAgreedThen(loaded, { waivers, suppressions, baseline: undefined });
  assert.deepEqual(then.policy.waivers, waivers);
  assert.deepEqual(settings(then), settings(loaded));
});
