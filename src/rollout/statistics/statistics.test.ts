import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Counts } from '../../model/evidence.ts';
import { kappa } from './agreement.ts';
import { betaCdf, betaQuantile, logGamma } from './beta.ts';
import { cusumStep, standardCusum } from './cusum.ts';
import {
  cleanVerdictsNeeded,
  logEValue,
  logMean,
  precisionInterval,
  upperBound,
} from './e-process.ts';

const settings = { seed: 20_261_125, numRuns: 300 };
const near = (actual: number, expected: number, tolerance = 1e-9): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

test('ln Γ has its known values', () => {
  near(logGamma(1), 0);
  near(logGamma(0.5), Math.log(Math.sqrt(Math.PI)));
  near(logGamma(11), Math.log(3_628_800));
  near(logGamma(0.1), 2.252_712_651_734_206);
});

test('I_x(a, b) has its known values', () => {
  near(betaCdf(0.3, 1, 1), 0.3);
  near(betaCdf(0.5, 7, 7), 0.5);
  // 1 - (1 - x)^b and x^a.
  near(betaCdf(0.2, 1, 5), 1 - 0.8 ** 5);
  near(betaCdf(0.9, 30, 1), 0.9 ** 30);
  near(betaCdf(0.4, 2, 3), 0.5248);
});

test('I_x(a, b) is one minus I_1-x(b, a), and grows with x', () => {
  const side = fc.double({ min: 0.5, max: 500, noNaN: true });
  const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(share, share, side, side, (x, y, a, b) => {
      near(betaCdf(x, a, b), 1 - betaCdf(1 - x, b, a), 1e-9);
      assert.ok(x > y || betaCdf(x, a, b) <= betaCdf(y, a, b) + 1e-12);
      near(betaCdf(betaQuantile(x, a, b), a, b), x, 1e-6);
    }),
    settings,
  );
});

test('clean verdicts that a gate needs, by threshold and number of false alarms', () => {
  // Facts measured for the design: alpha 5 %, for 0 to 5 false alarms; the totals include them.
  const table = [
    [0.8, 0.05, [20, 31, 41, 50, 58, 66]],
    [0.9, 0.05, [43, 66, 85, 103, 120, 137]],
    [0.95, 0.05, [88, 134, 174, 210, 244, 277]],
    [0.9, 0.01, [62, 86, 107, 126, 144, 161]],
  ] as const;
  for (const [p0, alpha, totals] of table) {
    const found = totals.map(
      (_, falsePositives) =>
        falsePositives +
        (cleanVerdictsNeeded(
          { truePositives: 0, falsePositives },
          (counts) => logEValue(counts, p0),
          -Math.log(alpha),
        ) ?? 0),
    );
    assert.deepEqual(found, [...totals], `p0 ${p0}, alpha ${alpha}`);
  }
});

test('a clean verdict never lowers the e-value, a false alarm never raises it', () => {
  const count = fc.integer({ min: 0, max: 400 });
  fc.assert(
    fc.property(count, count, fc.constantFrom(0.5, 0.8, 0.9, 0.95), (s, k, p0) => {
      const counts = { truePositives: s, falsePositives: k };
      const now = logEValue(counts, p0);
      assert.ok(Number.isFinite(now));
      assert.ok(logEValue({ ...counts, truePositives: s + 1 }, p0) >= now - 1e-9);
      assert.ok(logEValue({ ...counts, falsePositives: k + 1 }, p0) <= now + 1e-9);
    }),
    settings,
  );
});

const plain = (counts: Counts): number => logEValue(counts, 0.8);
const seeded = (counts: Counts): number => logEValue(counts, 0.8, { a: 12.5, b: 0.8 });

function cleanNeeded(logE: (counts: Counts) => number): number | undefined {
  return cleanVerdictsNeeded({ truePositives: 0, falsePositives: 0 }, logE, Math.log(20));
}

test('a mixture over high precisions needs fewer clean verdicts, and the mean of both in between', () => {
  // By numerical integration: 16 give 19.1 and 17 give 23.2; of the means 17 give 17.7 and 18 give 21.3.
  assert.equal(cleanNeeded(plain), 20);
  assert.equal(cleanNeeded(seeded), 17);
  assert.equal(
    cleanNeeded((counts) => logMean(plain(counts), seeded(counts))),
    18,
  );
  near(logMean(Math.log(2), Math.log(6)), Math.log(4));
});

test('under the hypothesis one more verdict does not raise the e-value on average, whatever the mixture', () => {
  const count = fc.integer({ min: 0, max: 200 });
  const part = fc.double({ min: 0.5, max: 13, noNaN: true });
  const mixtures = fc.record({ a: part, b: part });
  fc.assert(
    fc.property(count, count, fc.constantFrom(0.5, 0.8, 0.9), mixtures, (s, k, p0, mixture) => {
      const at = (more: number, wrong: number): number =>
        Math.exp(
          logEValue({ truePositives: s + more, falsePositives: k + wrong }, p0, mixture) -
            logEValue({ truePositives: s, falsePositives: k }, p0, mixture),
        );
      // A martingale: the mean under p0 is exactly one.
      near(p0 * at(1, 0) + (1 - p0) * at(0, 1), 1, 1e-6);
    }),
    settings,
  );
});

test('intervals by Clopper and Pearson have their known values', () => {
  near(precisionInterval({ truePositives: 29, falsePositives: 0 }, 0.9).low, 0.05 ** (1 / 29));
  assert.equal(precisionInterval({ truePositives: 0, falsePositives: 0 }, 0.9).low, 0);
  assert.equal(precisionInterval({ truePositives: 0, falsePositives: 0 }, 0.9).high, 1);
  near(upperBound(0, 300, 0.95), 0.009_936, 1e-5);
  near(upperBound(2, 500, 0.95), 0.012_5, 1e-4);
  near(upperBound(12, 4_000, 0.95), 0.004_9, 1e-4);
  assert.equal(upperBound(0, 0, 0.95), 1);
});

test('three false alarms close together cross the threshold of the standard chart, two do not', () => {
  let sum = 0;
  const sums = [true, true, true].map((isFalse) => (sum = cusumStep(sum, isFalse, standardCusum)));
  assert.ok((sums[1] ?? 9) < standardCusum.threshold);
  assert.ok((sums[2] ?? 0) >= standardCusum.threshold);
  assert.equal(cusumStep(0, false, standardCusum), 0);
});

test('kappa is one for agreement, zero for chance', () => {
  assert.equal(kappa([]), undefined);
  assert.equal(kappa([[true, true]]), 1);
  near(
    kappa([
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ]) ?? 9,
    0,
  );
});
