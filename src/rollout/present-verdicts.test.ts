import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VerdictEntry, VerdictKind } from '../model/log-entry.ts';
import { presentVerdicts } from './present-verdicts.ts';

function said(by: string, verdict: VerdictKind, changes: Partial<VerdictEntry> = {}): VerdictEntry {
  return {
    id: '',
    v: 1,
    at: '2026-01-01T00:00:00Z',
    product: 'shop',
    group: '',
    repository: 'shop',
    kind: 'verdict',
    fingerprint: 'f',
    rule: 'components/vulnerable',
    version: 1,
    engine: 1,
    verdict,
    source: 'command',
    by,
    reason: '',
    path: 'a',
    copy: 'c',
    isNew: true,
    stage: 'observe',
    blocked: false,
    ...changes,
  };
}

test('the last word of whoever spoke first counts, and the course of events is no opinion', () => {
  const present = presentVerdicts([
    said('', 'true-positive-fixed', { source: 'implicit-fixed' }),
    said('a', 'false-positive-wrong'),
    said('b', 'true-positive-accepted'),
    said('a', 'unclear'),
    said('b', 'not-useful', { fingerprint: 'g' }),
  ]);
  assert.deepEqual(
    [...present].map(([fingerprint, { verdict }]) => [fingerprint, verdict]),
    [
      ['f', 'unclear'],
      ['g', 'not-useful'],
    ],
  );
});
