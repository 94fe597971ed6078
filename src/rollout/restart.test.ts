import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Demotion } from '../model/demotion.ts';
import type { RuleVersion } from '../model/evidence.ts';
import type { RolloutSettings } from '../model/rollout-settings.ts';
import { factsOf, type KeptEntry } from './log/log-facts.ts';
import { ladderOf } from './ladder.ts';
import { proposalsOf } from './propose.ts';
import { restartsIn } from './restart.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { day, frame, policyEntry, promotion, verdict, verdicts, version } from './tests/entries.ts';

const { rule } = version;
const next = { ...version, version: 2 };
const earned = [...verdicts(43), promotion({ at: day(30) })];

function restarts(
  entries: readonly KeptEntry[],
  now: RuleVersion = next,
  settings: Partial<RolloutSettings> = {},
): readonly Demotion[] {
  return restartsIn(factsOf(entries).entries, [now], frame(settings));
}

test('a new version of a rule that had just earned block warns until its own evidence suffices', () => {
  const [restart] = restarts(earned);
  assert.equal(restart?.to, 'warn');
  assert.equal(restart?.since, day(60));
  assert.match(
    restart?.because ?? '',
    /^it starts again for block: version 2 took the place of 1/u,
  );
  assert.match(restart?.because ?? '', /30 % of its evidence \(0 of 1\d clean verdicts\)/u);
  const since = [...earned, policyEntry({ [rule]: 'block' }, { at: day(35) })];
  assert.equal(restarts(since, version).length, 0);
});

test('a restart begins when a run of the log first had the new version', () => {
  const seen = policyEntry({}, { at: day(41), rules: [{ ...next, stage: 'block' }] });
  assert.equal(restarts([...earned, seen])[0]?.since, day(41));
});

test('a new engine starts again as a new version does', () => {
  const [restart] = restarts(earned, { ...version, engine: 2 });
  assert.match(restart?.because ?? '', /engine 2 took the place of 1/u);
});

test('evidence so strong that its share still opens the gate carries the stage over', () => {
  assert.deepEqual(restarts([...verdicts(60), promotion({ at: day(31) })]), []);
});

test('verdicts on the new version, or a promotion of it, end the restart', () => {
  const more = Array.from({ length: 30 }, (_, index) =>
    verdict({ ...next, fingerprint: `n${index}`, at: day(40 + index), repository: `new${index}` }),
  );
  assert.equal(restarts([...earned, ...more.slice(0, 5)]).length, 1);
  assert.deepEqual(restarts([...earned, ...more]), []);
  assert.deepEqual(restarts([...earned, promotion({ ...next, at: day(50) })]), []);
});

test('a stage without a log, or one that people gave without evidence, stays', () => {
  assert.deepEqual(restarts([]), []);
  assert.deepEqual(restarts(verdicts(43)), []);
  assert.deepEqual(restarts([...verdicts(5), promotion({ at: day(30) })]), []);
});

test('both parties may agree that stages stay when versions change', () => {
  assert.deepEqual(restarts(earned, next, { newVersion: 'keep' }), []);
});

test('the ladder tells a restart, counts what was said of the new version, and offers to write it down', () => {
  const position = { line: 1, column: 1, path: 'rules' };
  const policy = {
    ...defaultPolicy,
    rollout: frame().settings,
    tolerance: frame().tolerance,
    rules: [{ pattern: rule, stage: 'block' as const, position }],
  };
  const said = verdict({ ...next, fingerprint: 'n', at: day(40), repository: 'new' });
  const log = factsOf([...earned, said]);
  const ladder = ladderOf(log, [next], { policy, product: 'shop', now: day(60) });
  const [standing] = ladder.standings;
  assert.deepEqual(
    [standing?.written, standing?.stage, standing?.next],
    ['block', 'warn', 'block'],
  );
  assert.deepEqual(standing?.evidence.block.counts, { truePositives: 1, falsePositives: 0 });
  const [proposal] = proposalsOf(ladder, frame().settings);
  assert.deepEqual([proposal?.from, proposal?.to, proposal?.cause], ['block', 'warn', 'demotion']);
  assert.match(proposal?.evidence[0] ?? '', /it starts again for block/u);
});
