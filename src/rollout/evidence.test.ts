import type { RuleEvidence } from '../model/evidence.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LogEntry } from '../model/log-entry.ts';
import { evidenceOf } from './evidence.ts';
import { factsOf } from './log/log-facts.ts';
import {
  day,
  frame,
  override,
  runEntry,
  tally,
  verdict,
  verdicts,
  version,
} from './tests/entries.ts';

const settings = { seed: 20_261_125, numRuns: 200 };

function evidence(
  entries: readonly LogEntry[],
  ...options: Parameters<typeof frame>
): RuleEvidence {
  const [first] = evidenceOf(factsOf(entries), [version], frame(...options));
  assert.ok(first);
  return first;
}

function blockPrecisionAt(falsePositive: number, miss: number): number {
  const costs = { ...frame(), tolerance: { ...frame().tolerance, cost: { falsePositive, miss } } };
  return evidenceOf(factsOf(verdicts(3)), [version], costs)[0]?.block.precision ?? 0;
}

test('43 clean verdicts earn block at nine to one, 42 do not', () => {
  assert.equal(evidence(verdicts(42)).block.needed, 1);
  assert.equal(evidence(verdicts(43)).block.needed, 0);
  assert.equal(evidence(verdicts(20)).warn.needed, 0);
});

test('the threshold for block follows from the agreed costs', () => {
  assert.equal(blockPrecisionAt(9, 1), 0.9);
  assert.equal(blockPrecisionAt(4, 1), 0.8);
  assert.equal(blockPrecisionAt(1, 1), 0.5);
});

test('of one repository five verdicts count, of copies of one text one', () => {
  const { counted } = evidence([
    ...verdicts(8, { repository: 'one', prefix: 'r' }),
    ...verdicts(4, { copy: 'same', prefix: 'c' }),
  ]);
  assert.equal(counted.answers.truePositives, 6);
  assert.equal(counted.capped, 6);
});

test('of a repository the second verdict is worth half as much as the first, the third less, at a correlation of a third', () => {
  const { counted, block } = evidence(verdicts(3, { repository: 'one' }), { correlation: 1 / 3 });
  assert.deepEqual(counted.answers, { truePositives: 3, falsePositives: 0 });
  // 1, 2 / (1 + 1/3) = 1.5, 3 / (1 + 2/3) = 1.8
  assert.ok(Math.abs(block.counts.truePositives - 1.8) < 1e-9);
  assert.equal(evidence(verdicts(12), { correlation: 1 }).block.counts.truePositives, 12);
});

test('what its own change fixed is capped by repository as answers are', () => {
  const fixed = verdicts(9, { source: 'implicit-fixed', repository: 'one' });
  const { counted, warn } = evidence([
    ...fixed,
    ...verdicts(2, { repository: 'one', prefix: 'h' }),
  ]);
  assert.equal(warn.counts.truePositives, 5);
  assert.equal(counted.answers.truePositives, 2);
});

test('complaints and verdicts on old findings do not count for promotion', () => {
  const { counted } = evidence([
    ...verdicts(3, { source: 'commit-trailer', prefix: 't' }),
    ...verdicts(2, { source: 'suppression', verdict: 'false-positive-wrong', prefix: 's' }),
    ...verdicts(4, { isNew: false, prefix: 'o' }),
    ...verdicts(1, { prefix: 'n' }),
  ]);
  assert.deepEqual(counted.answers, { truePositives: 1, falsePositives: 0 });
  assert.equal(counted.uncounted, 9);
});

test('findings that chance did not draw do not count', () => {
  const none = evidence(verdicts(40), { sampleShare: 0 }).counted;
  assert.deepEqual(none.answers, { truePositives: 0, falsePositives: 0 });
  const half = evidence(verdicts(40), { sampleShare: 0.5 }).counted;
  assert.ok(half.answers.truePositives > 8 && half.answers.truePositives < 32);
});

test('what its own change fixed counts for warn only, what vanished for nothing', () => {
  const found = evidence([
    ...verdicts(5, { source: 'implicit-fixed', prefix: 'i' }),
    ...verdicts(5, { source: 'implicit-vanished', prefix: 'v' }),
  ]);
  assert.equal(found.warn.counts.truePositives, 5);
  assert.equal(found.block.counts.truePositives, 0);
});

test('whoever takes a verdict back is heard, and of two people the first counts', () => {
  const { counted } = evidence([
    verdict({ fingerprint: 'a', at: day(1) }),
    verdict({ fingerprint: 'a', at: day(2), by: 'm.silva', verdict: 'not-useful' }),
    verdict({ fingerprint: 'b', at: day(1) }),
    verdict({ fingerprint: 'b', at: day(3), verdict: 'false-positive-wrong' }),
  ]);
  assert.deepEqual(counted.answers, { truePositives: 1, falsePositives: 1 });
  assert.equal(counted.doubles, 1);
});

test('a finding that was let through counts against its own rule only', () => {
  const other = { ...version, rule: 'code/path-traversal' };
  const passed = override({ fingerprints: ['a', 'b'], rules: [version, other] });
  const run = runEntry({ rules: [tally(['a']), tally(['b'], { rule: other.rule })] });
  assert.equal(evidence([run, passed]).counted.overridden, 1);
  assert.equal(evidence([passed]).counted.overridden, 2);
});

test('an override counts as a false alarm unless somebody judged the finding', () => {
  const overridden = override({ fingerprints: ['a', 'b'] });
  const { counted } = evidence([overridden, verdict({ fingerprint: 'b', at: day(2) })]);
  assert.deepEqual(counted.answers, { truePositives: 1, falsePositives: 1 });
  assert.equal(counted.overridden, 1);
});

test('a new version of a rule begins anew, with the agreed share of what the old one had', () => {
  const old = verdicts(60, { version: 0 });
  const { block } = evidence([...old, verdict({ at: day(50) })]);
  assert.deepEqual(block.counts, { truePositives: 1, falsePositives: 0 });
  assert.ok(block.logCarried > 0);
  assert.equal(evidence([...old, verdict({ at: day(50) })], { carry: 0 }).block.logCarried, 0);
});

test('a demoted rule begins anew: what was said before does not count', () => {
  const entries = [...verdicts(50), verdict({ at: day(40), fingerprint: 'later' })];
  const since = new Map([[version.rule, day(39)]]);
  const [found] = evidenceOf(factsOf(entries), [version], frame(), since);
  assert.deepEqual(found?.block.counts, { truePositives: 1, falsePositives: 0 });
  assert.equal(found?.since, day(39));
});

test('drawn findings that were passed over are counted', () => {
  const found = Array.from({ length: 20 }, (_, index) => `f${index}`);
  const seen = runEntry({ rules: [tally(found)] });
  const all = evidence([seen, ...verdicts(20)]);
  assert.deepEqual([all.drawn, all.unanswered], [20, 0]);
  const some = evidence([seen, ...verdicts(20).filter((_, index) => index % 2 === 0)]);
  assert.ok(some.unanswered > 0 && some.drawn === 10 + some.unanswered);
});

test('evidence does not depend on the order in which entries are read', () => {
  const pool = [
    ...verdicts(15),
    ...verdicts(6, { verdict: 'false-positive-wrong', prefix: 'w', by: 'k.ito' }),
    runEntry({ rules: [tally(['f1', 'f2', 'f3'])] }),
    override({ fingerprints: ['f3', 'x'] }),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(pool, { minLength: pool.length }), (shuffled) => {
      assert.deepEqual(evidence(shuffled), evidence(pool));
    }),
    settings,
  );
});

test('one more clean verdict never takes a rule further from its gate', () => {
  const mixed = fc.array(fc.boolean(), { maxLength: 80 });
  fc.assert(
    fc.property(mixed, (labels) => {
      const some = labels.map((isTrue, index) =>
        verdict({
          fingerprint: `f${index}`,
          at: day(index),
          repository: `r${index}`,
          verdict: isTrue ? 'true-positive-accepted' : 'not-useful',
        }),
      );
      const more = verdict({ fingerprint: 'one more', at: day(90), repository: 'new' });
      const before = evidence(some).block;
      const after = evidence([...some, more]).block;
      assert.ok(after.logE >= before.logE - 1e-9);
      assert.ok((after.needed ?? Infinity) <= (before.needed ?? Infinity));
    }),
    settings,
  );
});
