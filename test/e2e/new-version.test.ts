import assert from 'node:assert/strict';
import { test } from 'node:test';
import { put, tempRepository } from '../../src/io/tests/temp-tree.ts';
import { lineOf } from '../../src/rollout/log/write-entry.ts';
import { day, promotion, verdicts } from '../../src/rollout/tests/entries.ts';
import { assertCode, leak, User } from './lockstep.ts';

const rule = 'secrets/github-token';
const policyWith = (more: string): string =>
  `version: 1\nproduct: shop\nrollout: { ring: all, caps: { correlation: 0% }${more} }\nrules: { ${rule}: block }\n`;
/** No rule was ever of version 0: what earned the stage is a version before the present one. */
const before = { rule, version: 0, engine: 1 } as const;

function earned(count: number): string {
  const entries = [...verdicts(count, before), promotion({ ...before, at: day(40) })];
  return entries.map((entry) => lineOf(entry)).join('');
}

test('a rule that had just earned block warns when its version changes, and the decision says why', async (context) => {
  const root = tempRepository(context, { 'app.py': leak, 'lockstep.yaml': policyWith('') });
  put(root, '.lockstep/log/a.ndjson', earned(43));
  const user = new User(context);
  const end = await user.run(root, 'check');
  assertCode(end, 0);
  const text = end.stdout.replace(/\s+/gu, ' ');
  assert.match(
    text,
    /github-token is demoted to warn since 2026-06-01, because it starts again for block/u,
  );
  assert.match(text, /inherits 30 % of its evidence \(0 of \d+ clean verdicts\)/u);

  const status = await user.run(root, 'rollout', 'status', rule);
  assert.match(
    status.stdout.replace(/\s+/gu, ' '),
    /demoted to warn .* it starts again for block/u,
  );
  const proposal = await user.run(root, 'rollout', 'propose', rule);
  assert.match(proposal.stdout, /demote secrets\/github-token to warn/u);
});

test('a version that inherits enough, or a policy that keeps stages, goes on blocking', async (context) => {
  const user = new User(context);
  const strong = tempRepository(context, { 'app.py': leak, 'lockstep.yaml': policyWith('') });
  put(strong, '.lockstep/log/a.ndjson', earned(60));
  assertCode(await user.run(strong, 'check'), 1);
  const kept = policyWith(', new-version: keep');
  const weak = tempRepository(context, { 'app.py': leak, 'lockstep.yaml': kept });
  put(weak, '.lockstep/log/a.ndjson', earned(43));
  assertCode(await user.run(weak, 'check'), 1);
});
