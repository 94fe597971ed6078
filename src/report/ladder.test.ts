import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GateEvidence, Ladder, Standing } from '../model/evidence.ts';
import { ladderJson, ladderText } from './ladder.ts';
import { standingText } from './standing.ts';

const options = { width: 100, color: false, verbose: false };

function gate(kind: 'warn' | 'block', changes: Partial<GateEvidence> = {}): GateEvidence {
  return {
    gate: kind,
    precision: kind === 'warn' ? 0.8 : 0.9,
    risk: 0.05,
    verdicts: { truePositives: 34, falsePositives: 0 },
    counts: { truePositives: 34, falsePositives: 0 },
    logE: 2,
    logThreshold: 3,
    logCarried: 0,
    needed: kind === 'warn' ? 0 : 9,
    isSeeded: false,
    interval: { low: 0.92, high: 1 },
    ...changes,
  };
}

function standing(changes: Partial<Standing> = {}): Standing {
  return {
    rule: 'secrets/aws-key',
    written: 'warn',
    stage: 'warn',
    next: 'block',
    evidence: {
      rule: 'secrets/aws-key',
      version: 2,
      engine: 3,
      counted: {
        answers: { truePositives: 34, falsePositives: 0 },
        worth: {
          warn: { truePositives: 36, falsePositives: 0 },
          block: { truePositives: 34, falsePositives: 0 },
        },
        implicit: 2,
        unclear: 1,
        overridden: 0,
        capped: 4,
        uncounted: 0,
        reviewers: ['m.silva', 'r.chen'],
        repositories: ['a', 'b'],
        doubles: 0,
      },
      warn: gate('warn'),
      block: gate('block'),
      drawn: 40,
      unanswered: 1,
    },
    forecast: { rule: 'secrets/aws-key', builds: 300, blocked: 0, upperBound: 0.0099, stopped: [] },
    held: ['34 of 43 clean verdicts', '2 of 3 repositories'],
    ...changes,
  };
}

function ladder(standings: readonly Standing[]): Ladder {
  const ring = { promotions: 1, builds: 300, wrongBlocks: 0 };
  return { product: 'shop', now: '2026-06-01T00:00:00.000Z', ring, standings, entries: 1_234 };
}

test('the ladder says how far a rule is, and what holds it, once each', () => {
  const text = ladderText(ladder([standing()]), options);
  assert.match(text, /shop: 0 at block, 1 at warn, 0 at observe/u);
  assert.match(text, /1,234 entries of the log, 300 builds in 28 days/u);
  assert.match(text, /→ block: 34 of 43 clean verdicts/u);
  assert.match(text, /held by 2 of 3 repositories/u);
  assert.equal(text.match(/34 of 43/gu)?.length, 1);
});

test('a rule that nothing holds may rise; one that fell says since when and why', () => {
  const free = standing({ held: [] });
  const demotion = {
    rule: 'x',
    to: 'warn',
    since: '2026-05-20T10:00:00Z',
    because: 'of noise',
  } as const;
  const text = ladderText(ladder([free, standing({ demotion, rule: 'secrets/fell' })]), options);
  assert.match(text, /↑ may rise to block/u);
  assert.match(text, /↓ demoted to warn since 2026-05-20, because of noise/u);
});

test('rules that nobody met are counted, and listed when asked for', () => {
  const { evidence } = standing();
  const counted = {
    ...evidence.counted,
    answers: { truePositives: 0, falsePositives: 0 },
    implicit: 0,
    unclear: 0,
    capped: 0,
  };
  const silent = standing({ stage: 'observe', next: 'warn', evidence: { ...evidence, counted } });
  assert.match(ladderText(ladder([silent]), options), /1 rule in observe without a verdict/u);
  assert.match(ladderText(ladder([silent]), { ...options, verbose: true }), /secrets\/aws-key/u);
});

test('one rule shows all that it is computed from', () => {
  const text = standingText(standing(), [], options);
  for (const said of [
    '2 of the rule, 3 of the engine',
    '34 right, 0 false, 1 unclear, 2 mended in their own change, 4 beyond the caps',
    'precision above 90.0 % at a risk of 5.0 %',
    'prior        none: no labelled corpus says anything of this version',
    '2 reviewers in 2 repositories; nothing was judged twice',
    'reviewers    m.silva, r.chen',
    'repositories a, b',
    'precision    100.0 %; between 92.0 % and 100.0 % (90 %)',
    '40 findings drawn so far, 1 of them without a verdict',
    'would have stopped 0 of 300 builds; at most 1.0 % of them',
  ]) {
    assert.ok(text.includes(said), `${said}\n${text}`);
  }
});

test('the other rings stand below, and a prior is shown with its weight and told from evidence', () => {
  const { evidence, forecast } = standing();
  const prior = { truePositives: 62, falsePositives: 0, weight: 0.21, a: 13.5, b: 0.5 };
  const seeded = { ...evidence, prior, warn: gate('warn', { isSeeded: true, posterior: 0.997 }) };
  const rings = [
    { ring: 'product', counts: true, evidence, forecast },
    { ring: 'all', counts: false, evidence, forecast: { ...forecast, builds: 4_000 } },
  ] as const;
  const text = standingText(standing({ evidence: seeded }), rings, { ...options, width: 400 });
  for (const said of [
    '62 right, 0 false in labelled corpora, each worth 0.21 of a verdict: Beta(13.5, 0.5)',
    '(seeded: open by the prior only); with the prior 99.7 % likely to exceed it',
    'if the ring were "all"',
    'would have stopped 0 of 4,000 builds',
  ]) {
    assert.ok(text.includes(said), `${said}\n${text}`);
  }
  assert.ok(!text.includes('if the ring were "product"'));
  assert.equal(JSON.parse(ladderJson(ladder([]), rings)).rings[1].ring, 'all');
});

test('names from the log reach the terminal as text, and JSON has the numbers', () => {
  const stopped = {
    at: '2026-05-01T00:00:00Z',
    repository: '\u001b[2J',
    commit: 'c',
    branch: '\u202e',
    author: '\u0007',
    fingerprints: [],
  };
  const { forecast } = standing();
  const text = standingText(
    standing({ forecast: { ...forecast, stopped: [stopped] } }),
    [],
    options,
  );
  assert.ok(!text.includes('\u001b') && !text.includes('\u202e') && !text.includes('\u0007'), text);
  const value = JSON.parse(ladderJson(ladder([standing()])));
  assert.equal(value.format, 'lockstep-ladder/1');
  assert.equal(value.standings[0].evidence.block.needed, 9);
});
