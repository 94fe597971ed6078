import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RemedyPlan } from '../model/remedy-plan.ts';
import { planJson, planText } from './remedy-plan.ts';

const plan: RemedyPlan = {
  steps: [
    {
      changes: [
        {
          kind: 'upgrade',
          name: 'a',
          from: '1.0.0',
          to: '2.0.0',
          breaking: true,
          sentence: 'Upgrade a from ^1.0.0 to ^2.0.0 in package.json\u001b[31m',
        },
      ],
      removes: [
        { fingerprint: 'x:0', component: 'deep@1.0.0', problem: 'CVE-2026-1', risk: 30 },
        { fingerprint: 'y:0', component: 'deep@1.0.0', problem: 'CVE-2026-2', risk: 20 },
      ],
      risk: 50,
      cumulative: 0.8333,
    },
  ],
  left: [{ fingerprint: 'z:0', component: 'b@1.0.0', problem: 'CVE-2026-3', risk: 10 }],
  risk: 60,
};
const options = { width: 100, color: false, verbose: false };

test('a plan says what to change, what goes away, and what stays', () => {
  const lines = planText(plan, options)
    .split('\n')
    .map((line) => line.trim());
  assert.deepEqual(lines, [
    '1 change removes 2 of 3 findings, 83.3 % of the risk',
    '',
    '1. Upgrade a from ^1.0.0 to ^2.0.0 in package.json\\x1b[31m (may break what uses it)',
    'removes 2 findings; 83.3 % of the risk is gone then',
    'deep@1.0.0: CVE-2026-1',
    'deep@1.0.0: CVE-2026-2',
    '',
    '1 finding without a known remedy',
    'b@1.0.0: CVE-2026-3',
    '',
  ]);
});

test('nothing to mend and nothing that mends are told apart', () => {
  assert.match(planText({ steps: [], left: [], risk: 0 }, options), /Nothing to mend/);
  assert.match(planText({ ...plan, steps: [] }, options), /No change is known .* 1 finding/);
});

test('the plan for machines is the plan, harmless on a terminal', () => {
  const json = planJson(plan);
  assert.ok(!json.includes('\u001b'));
  assert.deepEqual(JSON.parse(json), { format: 'lockstep-plan/1', ...plan });
});
