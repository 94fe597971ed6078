import assert from 'node:assert/strict';
import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { commitAll, put, runGit, tempRepository } from '../io/tests/temp-tree.ts';
import { mainline, type MainlineStep } from './mainline.ts';

const linesOf = (word: string): string =>
  Array.from({ length: 30 }, (_, line) => `${word} ${line}\n`).join('');

/** `old → new` of each change. */
const shown = ({ changes }: MainlineStep): readonly string[] =>
  changes.map(({ base, current }) => `${base?.path ?? '-'} → ${current?.path ?? '-'}`);

test('steps are told from the oldest to the newest, with additions, renames and deletions', async (t) => {
  const root = tempRepository(t, { 'a.txt': linesOf('a'), 'b.txt': linesOf('b') });
  put(root, ':100644 c', 'a path that looks like a change');
  const added = commitAll(root, 'add');
  renameSync(path.join(root, 'a.txt'), path.join(root, 'd.txt'));
  put(root, 'd.txt', `more\n${linesOf('a')}`);
  const renamed = commitAll(root, 'rename');
  const empty = commitAll(root, 'empty');
  rmSync(path.join(root, 'b.txt'));
  const deleted = commitAll(root, 'delete');
  const { steps, reachesRoot, isCut } = await mainline(root, { to: deleted, limit: 100 });
  assert.deepEqual(
    steps.map(({ commit }) => commit.oid),
    [added, renamed, empty, deleted],
  );
  assert.deepEqual(steps.map(shown), [['- → :100644 c'], ['a.txt → d.txt'], [], ['b.txt → -']]);
  assert.deepEqual([reachesRoot, isCut], [true, false]);
});

test('a merge is one step that brings all of its branch', async (t) => {
  const root = tempRepository(t, { a: 'a' });
  runGit(root, 'checkout', '-q', '-b', 'feature');
  put(root, 'one', '1');
  commitAll(root, 'one');
  put(root, 'two', '2');
  commitAll(root, 'two');
  runGit(root, 'checkout', '-q', 'main');
  put(root, 'other', '3');
  commitAll(root, 'other');
  runGit(root, 'merge', '-q', '--no-ff', '-m', 'merge', 'feature');
  const { steps } = await mainline(root, { to: 'HEAD', limit: 100 });
  assert.deepEqual(steps.map(shown), [['- → other'], ['- → one', '- → two']]);
});

test('a range ends at its limit, at a commit, or at a time, and says what it left out', async (t) => {
  const root = tempRepository(t, { a: 'a' });
  const commits = ['1', '2', '3'].map((text) => {
    put(root, 'a', text);
    return commitAll(root, text);
  });
  const [first = '', second = '', third = ''] = commits;
  const told = async (range: Partial<Parameters<typeof mainline>[1]>): Promise<unknown> => {
    const { steps, reachesRoot, isCut } = await mainline(root, { to: 'HEAD', limit: 9, ...range });
    return [steps.map(({ commit }) => commit.oid), reachesRoot, isCut];
  };
  assert.deepEqual(await told({ limit: 2 }), [[second, third], false, true]);
  assert.deepEqual(await told({ limit: 3 }), [commits, false, true]);
  assert.deepEqual(await told({ limit: 4 }), [commits, true, false]);
  assert.deepEqual(await told({ after: first }), [[second, third], false, false]);
  assert.deepEqual(await told({ after: third }), [[], false, false]);
  assert.deepEqual(await told({ since: '2026-01-02T03:04:06.000Z' }), [[], false, false]);
  assert.deepEqual(await told({ since: '2026-01-02T03:04:05.000Z' }), [commits, true, false]);
});

test('a commit that was made to mislead has a time and an author all the same', async (t) => {
  const root = tempRepository(t, { a: 'a' });
  const tree = runGit(root, 'rev-parse', 'HEAD^{tree}');
  const parent = runGit(root, 'rev-parse', 'HEAD');
  for (const [time, at] of [
    ['99999999999999', '9999-12-31T23:59:59.000Z'],
    ['-99999999999999', '1970-01-01T00:00:00.000Z'],
    ['soon', '1970-01-01T00:00:00.000Z'],
  ] as const) {
    const who = `A <a\u001f1\u001f2@example.test> ${time} +0000`;
    const text = `tree ${tree}\nparent ${parent}\nauthor ${who}\ncommitter ${who}\n\nhello\u001fthere\n`;
    put(root, 'commit.txt', text);
    const made = ['hash-object', '-t', 'commit', '-w', '--literally', 'commit.txt'];
    const { steps } = await mainline(root, { to: runGit(root, ...made), limit: 9 });
    const [{ commit } = { commit: undefined }] = steps;
    assert.deepEqual([commit?.committedAt, commit?.parents], [at, [parent]], time);
    assert.equal(commit?.message.endsWith('hello\u001fthere\n'), true);
  }
});
