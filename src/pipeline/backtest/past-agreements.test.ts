import assert from 'node:assert/strict';
import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { mainline } from '../../collect/mainline.ts';
import { commitAll, put, tempRepository } from '../../io/tests/temp-tree.ts';
import { pastAgreements, type PastAgreements } from './past-agreements.ts';

const names = { ruleIds: ['toy/a'], checkIds: ['toy'] };

/** A policy whose comments may do nothing for so many days. */
const policy = (days: number): string =>
  `version: 1\nproduct: shop\nsuppressions: { max-days: ${days} }\n`;

/** What held at the base of each of these commits; a text that is undefined removes the file. */
async function heldAt(
  context: TestContext,
  texts: readonly (string | undefined)[],
): Promise<PastAgreements> {
  const root = tempRepository(context, { other: '0' });
  for (const [index, text] of texts.entries()) {
    if (text === undefined) rmSync(path.join(root, 'lockstep.yaml'), { force: true });
    else put(root, 'lockstep.yaml', text);
    put(root, 'other', `${index}`);
    commitAll(root, 'change');
  }
  const { steps } = await mainline(root, { to: 'HEAD', limit: 100 });
  return pastAgreements(root, steps, names);
}

const daysOf = ({ agreements }: PastAgreements): readonly (number | undefined)[] =>
  agreements.map(({ suppressions }) => suppressions.maxDays);

test('each change has the policy of its parent, not its own', async (t) => {
  const held = await heldAt(t, [policy(1), policy(1), policy(2), undefined, policy(3)]);
  assert.deepEqual(daysOf(held), [undefined, 1, 1, 2, undefined]);
  assert.deepEqual(held.notes, []);
});

test('a policy that cannot be read any more counts as none, and is told', async (t) => {
  const held = await heldAt(t, ['version: 1\nrules: { toy/gone: warn }\n', policy(2), policy(2)]);
  assert.deepEqual(daysOf(held), [undefined, undefined, 2]);
  assert.equal(held.notes.length, 1);
  assert.match(held.notes[0] ?? '', /^At 1 change .*lockstep\.yaml/u);
});

test('a policy that came by a rename was not there before', async (t) => {
  const root = tempRepository(t, { 'draft.yaml': policy(5) });
  renameSync(path.join(root, 'draft.yaml'), path.join(root, 'lockstep.yaml'));
  commitAll(root, 'in force');
  renameSync(path.join(root, 'lockstep.yaml'), path.join(root, 'old.yaml'));
  commitAll(root, 'out of force');
  const { steps } = await mainline(root, { to: 'HEAD', limit: 100 });
  const held = await pastAgreements(root, steps, names);
  assert.deepEqual(daysOf(held), [undefined, 5]);
});

test('a stored baseline that is no baseline counts as none, and is told', async (t) => {
  const root = tempRepository(t, { '.lockstep/baseline.json': '{' });
  put(root, 'a', '1');
  commitAll(root, 'change');
  const { steps } = await mainline(root, { to: 'HEAD', limit: 100 });
  const { agreements, notes } = await pastAgreements(root, steps, names);
  assert.equal(agreements[0]?.baseline, undefined);
  assert.match(notes[0] ?? '', /baseline\.json/u);
});
