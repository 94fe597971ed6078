import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stages } from '../model/stage.ts';
import { stageInPolicy } from './written-stages.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import { setStages } from './set-stage.ts';
import { names } from '../policy/tests/fixture.ts';

const cases: readonly (readonly [string, string, string])[] = [
  [
    'a setting of its own changes in place',
    'version: 1\nrules:\n  "*": observe # all\n  secrets/aws-key: warn   # why\nproduct: shop\n',
    'version: 1\nrules:\n  "*": observe # all\n  secrets/aws-key: block   # why\nproduct: shop\n',
  ],
  [
    'a rule without one gets a line',
    'version: 1\nrules:\n  "*": observe # all\n\n  # the rest\n  secrets/*: warn # why\n\nproduct: shop\n',
    'version: 1\nrules:\n  "*": observe # all\n\n  # the rest\n  secrets/*: warn # why\n  secrets/aws-key: block\n\nproduct: shop\n',
  ],
  [
    'a condition stays',
    "version: 1\nrules:\n  secrets/aws-key: { stage: warn, when: 'product.tier == 1' }\n",
    "version: 1\nrules:\n  secrets/aws-key: { stage: block, when: 'product.tier == 1' }\n",
  ],
  [
    'settings in braces',
    'version: 1\nrules: { "*": observe, secrets/*: warn }\n',
    'version: 1\nrules: { "*": observe, secrets/*: warn, secrets/aws-key: block }\n',
  ],
  [
    'no rules yet',
    'version: 1\nproduct: shop\n',
    'version: 1\nproduct: shop\nrules:\n  secrets/aws-key: block\n',
  ],
  [
    'empty rules',
    'version: 1\nrules: {}\ntier: 2\n',
    'version: 1\nrules:\n  secrets/aws-key: block\ntier: 2\n',
  ],
  [
    'a last line without a line break',
    'version: 1\nrules:\n  secrets/*: warn',
    'version: 1\nrules:\n  secrets/*: warn\n  secrets/aws-key: block',
  ],
  [
    'a setting over several lines stands last',
    'version: 1\nrules:\n  secrets/*:\n    stage: warn\n    when: product.tier == 1\ntier: 2\n',
    'version: 1\nrules:\n  secrets/*:\n    stage: warn\n    when: product.tier == 1\n  secrets/aws-key: block\ntier: 2\n',
  ],
];

for (const [name, before, after] of cases) {
  test(`a stage is written into the policy: ${name}`, async () => {
    const edited = setStages(before, [{ rule: 'secrets/aws-key', to: 'block' }]);
    assert.equal(edited, after);
    const { policy } = await parsePolicy(edited, 'lockstep.yaml', names);
    assert.equal(stageInPolicy(policy.rules, 'secrets/aws-key'), 'block');
  });
}

test('whatever the settings are, the new stages hold and the others stay', async () => {
  const setting = fc.tuple(
    fc.constantFrom('"*"', 'secrets/*', ...names.ruleIds),
    fc.constantFrom(...stages),
  );
  const layout = fc.record({
    settings: fc.uniqueArray(setting, { selector: ([key]) => key, maxLength: 4 }),
    isFlow: fc.boolean(),
    comment: fc.constantFrom('', ' # note'),
    rule: fc.constantFrom(...names.ruleIds),
    to: fc.constantFrom(...stages),
  });
  await fc.assert(
    fc.asyncProperty(layout, async ({ settings, isFlow, comment, rule, to }) => {
      const lines = settings.map(([key, stage]) => `${key}: ${stage}`);
      const rules = isFlow
        ? `rules: { ${lines.join(', ')} }${comment}\n`
        : `rules:\n${lines.map((line) => `    ${line}${comment}\n`).join('')}`;
      const before = `version: 1\n${settings.length === 0 ? '' : rules}product: shop\n`;
      const old = (await parsePolicy(before, 'a', names)).policy;
      const edited = (await parsePolicy(setStages(before, [{ rule, to }]), 'a', names)).policy;
      assert.equal(stageInPolicy(edited.rules, rule), to);
      assert.equal(edited.product.name, 'shop');
      for (const other of names.ruleIds) {
        if (other === rule) continue;
        assert.equal(stageInPolicy(edited.rules, other), stageInPolicy(old.rules, other));
      }
    }),
    { seed: 20_261_125, numRuns: 200 },
  );
});
