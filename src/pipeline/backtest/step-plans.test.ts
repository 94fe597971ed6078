import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MainlineStep } from '../../collect/mainline.ts';
import type { RawChange } from '../../collect/raw-diff.ts';
import { emptyResult } from '../empty-result.ts';
import type { Examined } from '../examination.ts';
import { contentsOf, workOf, type Contents } from './step-plans.ts';

const file = (path: string, oid: string): { readonly path: string; readonly oid: string } => ({
  path,
  oid,
});

function step(...changes: readonly RawChange[]): MainlineStep {
  const at = '2026-01-01T00:00:00.000Z';
  const commit = { oid: 'c', author: '', at, committedAt: at, parents: ['p'], message: '' };
  return { commit, changes };
}

const isSelected = (path: string): boolean => !path.startsWith('vendor/');
const all = step(
  { base: file('a', '1'), current: file('a', '2') },
  { base: file('old', '3'), current: file('new', '4') },
  { current: file('added', '5') },
  { base: file('gone', '6') },
  { base: file('b', '7'), current: file('vendor/b', '7') },
  { current: file('vendor/c', '8') },
);

/** Everything was examined except these keys. */
function examinedBut(contents: Contents, ...missed: readonly string[]): Examined {
  const keys = contents.planned.map(({ key }) => key);
  return {
    results: keys.map((key) => (missed.includes(key) ? undefined : emptyResult('text'))),
    incomplete: contents.planned
      .filter(({ key }) => missed.includes(key))
      .map(({ path }) => ({ checkId: '*', what: path, reason: 'timeout', detail: 'too long' })),
    missed: new Set(missed.map((key) => keys.indexOf(key))),
    unwanted: [],
    cachedUnits: 0,
    bytesRead: 0,
  };
}

test('each content is planned once, and only where the policy looks', () => {
  const next = step({ base: file('a', '2'), current: file('a', '9') });
  assert.deepEqual(
    contentsOf([all, next], isSelected).planned.map(({ key }) => key),
    ['1 a', '2 a', '3 old', '4 new', '5 added', '6 gone', '7 b', '9 a'],
  );
});

test('a step has its two sides, its renames, and what is gone: also to where nobody looks', () => {
  const contents = contentsOf([all], isSelected);
  const { plan, examined, deleted, missed } = workOf(all, isSelected, {
    contents,
    examined: examinedBut(contents),
  });
  assert.deepEqual(
    plan.head.map(({ path }) => path),
    ['a', 'new', 'added'],
  );
  assert.deepEqual(
    plan.base?.files.map(({ path }) => path),
    ['a', 'old', 'gone', 'b'],
  );
  assert.deepEqual([...(plan.base?.renames ?? [])], [['new', 'old']]);
  assert.deepEqual([...deleted], ['gone', 'b']);
  assert.equal(missed.size, 0);
  assert.equal(examined.results.length, 7);
});

test('a file of which one side is missing is on neither side, and said to be missing', () => {
  const contents = contentsOf([all], isSelected);
  const examined = examinedBut(contents, '3 old', '6 gone');
  const { plan, deleted, missed } = workOf(all, isSelected, { contents, examined });
  assert.deepEqual(
    plan.head.map(({ path }) => path),
    ['a', 'added'],
  );
  assert.deepEqual(
    plan.base?.files.map(({ path }) => path),
    ['a', 'b'],
  );
  assert.deepEqual([...missed], ['old', 'gone']);
  assert.deepEqual([...deleted], ['b']);
  assert.deepEqual(
    plan.incomplete.map(({ what }) => what),
    ['old', 'gone'],
  );
});
