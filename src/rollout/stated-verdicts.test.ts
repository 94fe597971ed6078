import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { trailersIn, verdictOfReason } from './stated-verdicts.ts';

test('a trailer names a finding, a verdict and perhaps a reason', () => {
  const message =
    'mend it\n\nLockstep-Verdict: 4f0qk2 false-positive-wrong a test vector\nlockstep-verdict: 4f0qk2aa:1 unclear\n';
  assert.deepEqual(trailersIn(message), {
    trailers: [
      { fingerprint: '4f0qk2', verdict: 'false-positive-wrong', reason: 'a test vector' },
      { fingerprint: '4f0qk2aa:1', verdict: 'unclear', reason: '' },
    ],
    bad: [],
  });
});

test('a line that looks like a trailer and is none is told', () => {
  const bad = ['Lockstep-Verdict: 4f0qk2 fine', 'Lockstep-Verdict: x unclear', 'Lockstep-Verdict:'];
  assert.deepEqual(trailersIn(bad.join('\n')), { trailers: [], bad });
});

test('any message is survived, and gives a bounded number of verdicts', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 500 }), (text) => {
      const many = `Lockstep-Verdict: 4f0qk2 unclear ${text}\n`.repeat(300);
      const { trailers, bad } = trailersIn(many);
      assert.ok(trailers.length + bad.length <= 200);
    }),
    { seed: 20_261_125, numRuns: 200 },
  );
});

test('a reason that calls a finding wrong is a verdict, one that accepts a risk is none', () => {
  assert.equal(verdictOfReason('false positive: a test vector'), 'false-positive-wrong');
  assert.equal(verdictOfReason('Wrong, it is a hash'), 'false-positive-wrong');
  assert.equal(verdictOfReason(' not applicable here'), 'false-positive-not-applicable');
  assert.equal(verdictOfReason('not useful'), 'not-useful');
  for (const reason of ['', 'accepted until spring', 'wrongly spelled', 'no false positive']) {
    assert.equal(verdictOfReason(reason), undefined, reason);
  }
});
