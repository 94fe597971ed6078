import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evidenceOf } from './evidence.ts';
import { evidenceSeries } from './evidence-series.ts';
import { knownRules } from './known-rules.ts';
import { factsOf } from './log/log-facts.ts';
import { day, frame, policyEntry, runEntry, verdict, version } from './tests/entries.ts';

const verdicts = Array.from({ length: 100 }, (_, index) =>
  verdict({
    fingerprint: `f${index}`,
    copy: `c${index}`,
    repository: `r${index}`,
    at: day(index / 5),
    verdict: index % 10 === 9 ? 'false-positive-wrong' : 'true-positive-fixed',
  }),
);

test('the last point is what the evidence says now, and a picture has at most sixty', () => {
  const log = factsOf(verdicts);
  const at = frame({ ring: 'product' }, day(30));
  const series = evidenceSeries(log, version, at);
  const [evidence] = evidenceOf(log, [version], at);
  assert.equal(series.length, 60);
  assert.deepEqual(
    [series.at(-1)?.block, series.at(-1)?.right, series.at(-1)?.falseAlarms],
    [evidence?.block.logE, 90, 10],
  );
  assert.deepEqual([series[0]?.right, series[0]?.at], [1, day(0)]);
});

test('of a rule that nobody judged there is no point; of another product none counts', () => {
  assert.deepEqual(evidenceSeries(factsOf([]), version, frame({ ring: 'product' })), []);
  const elsewhere = factsOf(verdicts.map((each) => verdict({ ...each, product: 'other' })));
  assert.deepEqual(evidenceSeries(elsewhere, version, frame({ ring: 'product' })), []);
});

test('the rules of a log are told by what it names, each in its latest version', () => {
  const log = factsOf([
    policyEntry({}, { rules: [{ ...version, version: 2, stage: 'observe' }] }),
    verdict({ rule: 'semgrep/sqli', version: 0, engine: 0 }),
    verdict(),
    runEntry({ product: 'other' }),
  ]);
  assert.deepEqual(
    knownRules(log, ({ product }) => product === 'shop'),
    [
      { ...version, version: 2 },
      { rule: 'semgrep/sqli', version: 0, engine: 0 },
    ],
  );
});
