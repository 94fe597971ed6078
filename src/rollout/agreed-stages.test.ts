import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withNamesIn } from '../policy/names.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import { closedOnIncomplete, withAgreedStages } from './agreed-stages.ts';
import { stageInPolicy } from './written-stages.ts';

const text = `version: 1
rules:
  "*": warn # everything of ours
  secrets/*: block
`;

async function parsed(policy: string): ReturnType<typeof parsePolicy> {
  return parsePolicy(policy, 'lockstep.yaml', withNamesIn(policy, { ruleIds: [], checkIds: [] }));
}

test('rules of a foreign tool observe but for what was agreed, whatever they are called', async () => {
  const odd = ['sonar/java:S2077', 'sonar/a "quoted" name', 'sonar/x.y-z/deep', 'sonar/#8'];
  const { policy: before } = await parsed(text);
  const agreed = odd.map((rule) => ({ rule, to: 'block' as const }));
  const staged = withAgreedStages(text, before.rules, { agreed, tools: ['sonar'] });
  const { policy } = await parsed(staged);
  for (const rule of odd) assert.equal(stageInPolicy(policy.rules, rule), 'block', rule);
  assert.equal(stageInPolicy(policy.rules, 'sonar/other'), 'observe');
  assert.equal(stageInPolicy(policy.rules, 'code/sql-injection'), 'warn');
  assert.ok(staged.includes('"*": warn # everything of ours'));
});

test('a rule of Lockstep only rises by what was agreed', async () => {
  const { policy: before } = await parsed(text);
  const agreed = [
    { rule: 'secrets/github-token', to: 'warn' as const },
    { rule: 'code/sql-injection', to: 'block' as const },
  ];
  const staged = withAgreedStages(text, before.rules, { agreed, tools: [] });
  const { policy } = await parsed(staged);
  assert.equal(stageInPolicy(policy.rules, 'secrets/github-token'), 'block');
  assert.equal(stageInPolicy(policy.rules, 'code/sql-injection'), 'block');
  assert.equal(withAgreedStages(text, before.rules, { agreed: [], tools: [] }), text);
});

test('without a policy there is one that says what was agreed', async () => {
  const staged = withAgreedStages('', [], { agreed: [{ rule: 'x/y', to: 'warn' }], tools: ['x'] });
  assert.equal(stageInPolicy((await parsed(staged)).policy.rules, 'x/y'), 'warn');
});

test('what a tool could not examine is incomplete, wherever the policy says what', async () => {
  for (const before of [text, `on-incomplete: open # for now\n${text}`]) {
    assert.equal((await parsed(closedOnIncomplete(before))).policy.onIncomplete, 'closed');
  }
});
