import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { policyDifference } from './difference.ts';
import { load, names } from './tests/fixture.ts';

describe('policyDifference', () => {
  const base = 'rules: { "*": warn }\ntier: 1';
  const cases: readonly (readonly [string, string | undefined])[] = [
    [base, undefined],
    ['# moved\n\ntier: 1\nrules:\n  "*": warn', undefined],
    [`${base}\nblock-on: new`, undefined],
    [
      `${base}\nblock-on: all\non-incomplete: open`,
      'it loosens on-incomplete; it tightens block-on',
    ],
    [
      'rules: { "*": observe }\ntier: 1',
      'it loosens secrets/aws-key, secrets/private-key, tls/cert-expired',
    ],
    ['rules: { "*": warn, secrets/aws-key: block }\ntier: 1', 'it tightens secrets/aws-key'],
    ['tier: 2\nrules: { "*": warn }', 'it changes product'],
    [`${base}\nchecks: [secrets]`, 'it loosens checks'],
  ];
  for (const [proposed, expected] of cases) {
    it(`${JSON.stringify(proposed)}: ${expected ?? 'nothing'}`, async () => {
      const [before, after] = [await load(base), await load(proposed)];
      assert.equal(policyDifference(before.policy, after.policy, names.ruleIds), expected);
    });
  }
});
