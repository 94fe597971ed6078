import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Counts } from './evidence.ts';
import { progressText } from './progress-text.ts';

const counts = (truePositives: number, falsePositives = 0): Counts => ({
  truePositives,
  falsePositives,
});

const cases: readonly (readonly [Counts, Counts, number | undefined, string])[] = [
  [counts(34), counts(34), 9, '34 of 43 clean verdicts'],
  [counts(43), counts(43), 0, '43 of 43 clean verdicts'],
  [counts(30, 2), counts(30, 2), 53, '32 of 85 verdicts, 2 false'],
  [counts(1, 9), counts(1, 9), undefined, '10 verdicts, 9 false'],
  [counts(34), counts(21.3), 22, '34 clean verdicts, worth 21.3 of 44'],
  [counts(120, 5), counts(90.2, 4.1), 0, '125 verdicts, 5 false, worth 94.3: enough'],
  // Shares that add up to a whole number but for rounding.
  [counts(3), counts(0.1 + 0.2 + 2.7), 40, '3 of 43 clean verdicts'],
];

for (const [verdicts, worth, needed, text] of cases) {
  test(`it says "${text}"`, () => {
    assert.equal(progressText({ verdicts, counts: worth, needed }), text);
  });
}
