import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Proposal } from '../model/evidence.ts';
import { patchOf } from './patch.ts';

const before = 'version: 1\nrules:\n  "*": observe\n';
const after = 'version: 1\nrules:\n  "*": observe\n  secrets/aws-key: warn\n';
const proposal: Proposal = {
  rule: 'secrets/aws-key',
  version: 1,
  engine: 1,
  written: 'observe',
  from: 'observe',
  to: 'warn',
  cause: 'promotion',
  evidence: ['20 verdicts, 0 false alarms'],
};

test('a patch carries the evidence in its message', () => {
  assert.equal(
    patchOf('lockstep.yaml', { before, after, proposals: [proposal] }),
    [
      'Subject: [PATCH] policy: promote secrets/aws-key to warn',
      '',
      'secrets/aws-key: observe -> warn',
      '  - 20 verdicts, 0 false alarms',
      '',
      '---',
      'diff --git a/lockstep.yaml b/lockstep.yaml',
      '--- a/lockstep.yaml',
      '+++ b/lockstep.yaml',
      '@@ -1,3 +1,4 @@',
      ' version: 1',
      ' rules:',
      '   "*": observe',
      '+  secrets/aws-key: warn',
      '',
    ].join('\n'),
  );
});

test('several changes are counted in its subject', () => {
  const fall = { ...proposal, from: 'block', cause: 'demotion' } as const;
  const text = patchOf('lockstep.yaml', { before, after, proposals: [proposal, fall] });
  assert.match(text, /^Subject: \[PATCH\] policy: 2 stages follow their evidence\n/u);
});
