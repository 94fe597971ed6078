import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogEntry, NewLogEntry } from '../model/log-entry.ts';
import type { Stage } from '../model/stage.ts';
import { day, policyEntry, version } from './tests/entries.ts';
import { policyEntries } from './written-stages.ts';

const head = { at: day(9), product: 'shop', group: 'retail', repository: 'shop.git' } as const;
const position = { line: 1, column: 1, path: 'rules' } as const;

function seen(
  entries: readonly LogEntry[],
  stage: Stage,
  ...names: string[]
): readonly NewLogEntry[] {
  const policy = { rules: [{ pattern: '*', stage, position }] };
  return policyEntries(entries, {
    head,
    policy,
    digest: 'sha256:2',
    rules: names.map((name) => ({ ...version, rule: name })),
  });
}

function stagesOf([entry]: readonly NewLogEntry[]): readonly string[] {
  return entry?.kind === 'policy' ? entry.rules.map((it) => `${it.rule} ${it.stage}`) : [];
}

test('a policy is recorded when it is first seen, and again only when a stage changes', () => {
  assert.deepEqual(stagesOf(seen([], 'warn', 'a/x', 'a/y')), ['a/x warn', 'a/y warn']);
  const known = policyEntry({ 'a/x': 'warn', 'a/y': 'warn' });
  assert.deepEqual(seen([known], 'warn', 'a/x', 'a/y'), []);
  assert.deepEqual(stagesOf(seen([known], 'block', 'a/x', 'a/y')), ['a/x block', 'a/y block']);
});

test('a new version of a rule is recorded too, an old one that is still in use somewhere is not', () => {
  const later = policyEntry(
    {},
    { rules: [{ ...version, rule: 'a/x', version: 7, stage: 'warn' }] },
  );
  assert.deepEqual(seen([later], 'warn', 'a/x'), []);
  const old = policyEntry({}, { rules: [{ ...version, rule: 'a/x', version: 0, stage: 'warn' }] });
  assert.deepEqual(stagesOf(seen([old], 'warn', 'a/x')), ['a/x warn']);
});

test('another repository knows nothing of it', () => {
  const other = policyEntry({ 'a/x': 'warn' }, { repository: 'other.git' });
  assert.deepEqual(stagesOf(seen([other], 'warn', 'a/x')), ['a/x warn']);
});

test('rules that a run left out keep what is known of them', () => {
  const known = policyEntry({ 'a/x': 'observe', 'b/z': 'block' });
  assert.deepEqual(stagesOf(seen([known], 'warn', 'a/x')), ['a/x warn', 'b/z block']);
  assert.deepEqual(seen([known], 'observe', 'a/x'), []);
});
