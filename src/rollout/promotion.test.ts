import type { RingState, Standing } from '../model/evidence.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogEntry } from '../model/log-entry.ts';
import type { Stage } from '../model/stage.ts';
import { evidenceOf, ringOf } from './evidence.ts';
import { forecastOf } from './forecast.ts';
import { factsOf } from './log/log-facts.ts';
import { ringState, standingOf } from './promotion.ts';
import {
  day,
  frame,
  override,
  policyEntry,
  promotion,
  runEntry,
  tally,
  verdict,
  verdicts,
  version,
} from './tests/entries.ts';

const quietBuilds = Array.from({ length: 400 }, (_, index) =>
  runEntry({ at: day(35 + index / 20), commit: `c${index}` }),
);
const seen = runEntry({ at: day(0), commit: 'first', mode: 'directory', rules: [tally([])] });

function standing(
  stage: Stage,
  entries: readonly LogEntry[],
  options: Parameters<typeof frame> = [],
): Standing {
  const log = factsOf(entries);
  const its = frame(...options);
  const { now, settings } = its;
  const [evidence] = evidenceOf(log, [version], its);
  const days = settings.forecastDays;
  const [forecast] = forecastOf([version.rule], log.runs, { now, days, isInRing: ringOf(its) });
  assert.ok(evidence && forecast);
  return standingOf({ written: stage, stage, evidence, forecast }, ringState(log, its), its);
}

function ringAt60(entries: readonly LogEntry[]): RingState {
  return ringState(factsOf(entries), frame());
}

test('a rule with enough clean verdicts and a good forecast may block', () => {
  const { next, held } = standing('warn', [seen, ...verdicts(43), ...quietBuilds]);
  assert.equal(next, 'block');
  assert.deepEqual(held, []);
});

test('every condition that is missing is named', () => {
  const few = [
    verdict({ at: day(58) }),
    verdict({ at: day(59), fingerprint: 'x', verdict: 'unclear' }),
  ];
  const { held } = standing('warn', few);
  assert.deepEqual(held, [
    '1 of 43 clean verdicts',
    '1 of 2 reviewers',
    '1 of 3 repositories',
    '2 of 14 days',
    '1 of 2 verdicts are unclear',
    'forecast: 0 of 0 builds, at most 100.0 %, more than the agreed 1.0 %',
  ]);
});

test('a forecast beyond the agreed share of builds holds a rule at warn, not at observe', () => {
  const loud = quietBuilds.map((run, index) =>
    index % 20 === 0 ? runEntry({ ...run, rules: [tally([`b${index}`])] }) : run,
  );
  const entries = [seen, ...verdicts(43), ...loud];
  const { held, forecast } = standing('warn', entries, [{ maxUnanswered: 1 }]);
  assert.equal(forecast.blocked, 20);
  assert.match(held.join('\n'), /^forecast: 20 of 400 builds, at most 7\.\d %/u);
  assert.deepEqual(standing('observe', entries, [{ maxUnanswered: 1 }]).held, []);
});

test('what a comment or waiver covered would not have stopped the build', () => {
  const covered = quietBuilds.map((run) =>
    runEntry({ ...run, rules: [tally(['a', 'b'], { covered: 2 })] }),
  );
  assert.equal(standing('warn', [seen, ...verdicts(43), ...covered]).forecast.blocked, 0);
});

test('no more rules rise in a week than was agreed', () => {
  const promoted = [1, 2, 3].map((number) =>
    promotion({ at: day(58 + number / 10), rule: `code/other-${number}` }),
  );
  const { held } = standing('warn', [seen, ...verdicts(43), ...quietBuilds, ...promoted]);
  assert.deepEqual(held, ['3 promotions this week, no more are agreed']);
});

test('a spent budget of wrong blocks holds every rule', () => {
  const wrong = verdict({
    at: day(59),
    rule: 'code/other',
    fingerprint: 'other',
    verdict: 'false-positive-wrong',
    stage: 'block',
    blocked: true,
  });
  const { held } = standing('warn', [seen, ...verdicts(43), ...quietBuilds, wrong]);
  assert.deepEqual(held, ['the budget of wrong blocks is spent (1 in 400 builds)']);
});

test('a blocked finding that was not useful spends the budget; a verdict taken back gives it back', () => {
  const said = { at: day(59), fingerprint: 'other', rule: 'code/other', stage: 'block' } as const;
  const wrong = verdict({ ...said, verdict: 'not-useful', blocked: true });
  const back = verdict({ ...said, at: day(59.5), verdict: 'true-positive-accepted' });
  const builds = [seen, ...verdicts(43), ...quietBuilds];
  assert.equal(ringAt60([...builds, wrong]).wrongBlocks, 1);
  assert.equal(ringAt60([...builds, wrong, back]).wrongBlocks, 0);
});

test('a build let through by force spends the budget once, until somebody judged its finding', () => {
  const passed = [override({ at: day(59) }), override({ at: day(59.1), reason: 'again' })];
  assert.equal(ringAt60(passed).wrongBlocks, 1);
  const right = verdict({ at: day(59.5), blocked: true, stage: 'block' });
  assert.equal(ringAt60([...passed, right]).wrongBlocks, 0);
});

test('promotions that runs saw in the policy count for the week, each once', () => {
  const policies = [
    policyEntry({ a: 'observe', b: 'observe' }, { at: day(50) }),
    policyEntry({ a: 'warn', b: 'warn' }, { at: day(58) }),
  ];
  const recorded = promotion({ rule: 'a', from: 'observe', to: 'warn', at: day(57) });
  assert.equal(ringAt60([recorded, ...policies]).promotions, 2);
});

test('false alarms make the way longer, and say so', () => {
  const bad = verdicts(30, { verdict: 'not-useful' });
  assert.equal(standing('warn', bad).held[0], '30 of 481 verdicts, 30 false');
});
