import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JudgedFinding } from '../model/decision.ts';
import type { LogEntry } from '../model/log-entry.ts';
import { defaultRollout } from '../model/rollout-settings.ts';
import { rankOf } from './sample.ts';
import { verdict } from './tests/entries.ts';
import { triageQueue } from './triage-queue.ts';

const names = Array.from({ length: 200 }, (_, index) => `f${index}`);
const brought: ReadonlySet<string> = new Set(names);

function judged(
  fingerprint: string,
  state: JudgedFinding['finding']['state'] = 'new',
): JudgedFinding {
  return {
    finding: {
      checkId: 'code',
      ruleId: 'code/sql-injection',
      message: 'A query is put together from input.',
      location: {
        path: 'src/a.ts',
        region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
      },
      excerpt: { text: 'x', highlight: { start: 0, length: 1 } },
      severity: 'high',
      confidence: 'high',
      evidence: {
        kind: 'secret',
        secretKind: 'none',
        prefix: '',
        length: 1,
        hash: '0123456789abcdef01234567',
        reasons: [],
      },
      fingerprint,
      identities: { primary: fingerprint, moved: 'm', loose: 'l', lineHash: 'h:1' },
      state,
    },
    stage: 'observe',
    effect: 'observed',
    why: [],
  };
}

const all = names.map((name) => judged(name));

function queueOf(
  entries: readonly LogEntry[] = [],
  by = 'm.silva',
  settings = defaultRollout,
  findings = all,
): readonly string[] {
  return triageQueue(findings, entries, { settings, by, brought }).map(
    ({ finding }) => finding.fingerprint,
  );
}

test('everybody is asked in the order of the seed, whatever the order of findings', () => {
  const queue = queueOf();
  assert.deepEqual(queue, queueOf([], 'r.chen', defaultRollout, all.toReversed()));
  const ranks = queue.map((name) => rankOf(defaultRollout.sampleSeed, name));
  assert.deepEqual(
    ranks,
    ranks.toSorted((a, b) => a - b),
  );
  assert.notDeepEqual(queue, queueOf([], 'm.silva', { ...defaultRollout, sampleSeed: 'other' }));
});

test('a share of the findings is drawn, the same ones for everybody', () => {
  const half = { ...defaultRollout, sampleShare: 0.5 };
  const queue = queueOf([], 'm.silva', half);
  assert.ok(queue.length > 70 && queue.length < 130, String(queue.length));
  assert.deepEqual(queue, queueOf([], 'r.chen', half));
});

test('only what a change brought, and what is still there, is asked about', () => {
  const old = judged('backlog');
  const gone = judged('f0', 'fixed');
  assert.deepEqual(queueOf([], 'm.silva', defaultRollout, [old, gone, judged('f1')]), ['f1']);
});

test('of what one person judged, about a tenth is asked of a second one, and never of the same', () => {
  const said = names.map((fingerprint) => verdict({ fingerprint, by: 'r.chen' }));
  const second = queueOf(said, 'm.silva');
  assert.ok(second.length >= 8 && second.length <= 35, String(second.length));
  assert.deepEqual(queueOf(said, 'r.chen'), []);
  const both = [...said, ...second.map((fingerprint) => verdict({ fingerprint, by: 'm.silva' }))];
  assert.deepEqual(
    queueOf(both, 'a.lopez'),
    queueOf(said, 'a.lopez').filter((it) => !second.includes(it)),
  );
});

test('complaints and what events say leave a finding in the queue', () => {
  const said = (['suppression', 'commit-trailer', 'implicit-fixed'] as const).map((source) =>
    verdict({ fingerprint: 'f1', source }),
  );
  assert.deepEqual(queueOf(said, 'm.silva', defaultRollout, [judged('f1')]), ['f1']);
});
