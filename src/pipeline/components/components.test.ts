import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { commitAll, put, runGit, tempRepository, tempTree } from '../../io/tests/temp-tree.ts';
import type { AdvisoryData } from '../../model/advisory.ts';
import type { RunReport } from '../../model/report.ts';
import type { Mode } from '../request.ts';
import { runOn } from '../tests/run-on.ts';

const registry = new URL('../tests/toy-components.ts', import.meta.url).href;
const blocking = 'version: 1\nproduct: p\nrules: { toys/bad: block }\n';
const since: Mode = { kind: 'since', ref: 'main' };

/** Advisories against these names. */
function against(...names: readonly string[]): AdvisoryData {
  return {
    ages: [],
    ecosystems: new Set(['PyPI']),
    matches: (_, name) =>
      names.includes(name) ? [{ id: 'TOY-1', aliases: [], ranges: [], versions: [] }] : [],
    details: () => undefined,
    exploitedSince: () => undefined,
    exploitProbability: () => undefined,
  };
}

async function examine(
  root: string,
  {
    mode = { kind: 'tree' },
    data = against('ball'),
  }: { mode?: Mode; data?: AdvisoryData | null } = {},
): Promise<RunReport> {
  const openAdvisories = (): Promise<AdvisoryData | undefined> =>
    Promise.resolve(data ?? undefined);
  const { report } = await runOn(root, { mode }, { registry, openAdvisories });
  return report;
}

/** `path:line excerpt state effect` of every finding, in order. */
function findingsOf({ decision }: RunReport): readonly string[] {
  return decision.findings
    .map(({ finding: { location, excerpt, state }, effect }) => {
      const place = `${location.path}:${location.region.startLine}`;
      return `${place} ${excerpt.text} ${state} ${effect}`;
    })
    .toSorted();
}

function missedOf({ incomplete }: RunReport): readonly string[] {
  return incomplete.map(({ what, reason, detail }) => `${what} ${reason} ${detail}`).toSorted();
}

test('a component is found at the line that states it', async (context) => {
  const root = tempTree(context, {
    'a/requirements.txt': 'kite==1\nball==2\n',
    'readme.txt': 'ball',
  });
  const report = await examine(root);
  assert.deepEqual(findingsOf(report), ['a/requirements.txt:2 ball 2 new observed']);
  assert.deepEqual(
    report.checks.map(({ state, units }) => ({ state, units })),
    [{ state: 'finished', units: 1 }],
  );
});

test('without advisories nothing is clean: the check has failed to tell', async (context) => {
  const root = tempTree(context, { 'requirements.txt': 'ball==2\n', 'lockstep.yaml': blocking });
  const report = await examine(root, { data: null });
  assert.deepEqual(missedOf(report), ['requirements.txt unreachable no advisories']);
  assert.equal(report.decision.outcome, 'incomplete');
});

test('a manifest that cannot be understood is not examined, wholly or in part', async (context) => {
  const root = tempTree(context, {
    'a/requirements.txt': '\u0000broken',
    'b/requirements.txt': 'ball==1\n!\n',
  });
  const report = await examine(root);
  assert.deepEqual(missedOf(report), [
    'a/requirements.txt unreadable line 1: no requirement that is known',
    'b/requirements.txt unreadable line 2: no requirement that is known',
  ]);
  assert.deepEqual(findingsOf(report), ['b/requirements.txt:1 ball 1 new observed']);
});

test('a binary lockfile is told, and what is only declared is told as such', async (context) => {
  const root = tempTree(context, {
    'bun.lockb': '#!/usr/bin/env bun\nbun-lockfile-format-v0\n\u0000\u0001',
    'package.json': '{ "dependencies": { "kite": "^1.0.0" } }',
    Dockerfile: 'FROM alpine:3.20\n',
  });
  const report = await examine(root);
  assert.deepEqual(missedOf(report), [
    'bun.lockb unreadable it is binary: write a bun.lock with "bun install --save-text-lockfile" and commit that',
  ]);
  assert.deepEqual(
    report.notes.filter((note) => note.includes('lockfile')),
    [
      'package.json: no lockfile says what its dependencies bring in; only what stands in it was examined.',
    ],
  );
});

test('since: only what the change brings is new', async (context) => {
  const root = tempRepository(context, {
    'lockstep.yaml': blocking,
    'requirements.txt': 'kite==1\nball==2\n',
    'untouched/requirements.txt': 'ball==3\n',
  });
  runGit(root, 'checkout', '-q', '-b', 'feature');
  put(root, 'requirements.txt', 'top==1\nkite==1\nball==2\nball==4\n');
  put(root, 'added/requirements.txt', 'ball==5\n');
  commitAll(root, 'change');
  const report = await examine(root, { mode: since });
  assert.deepEqual(findingsOf(report), [
    'added/requirements.txt:1 ball 5 new blocks',
    'requirements.txt:3 ball 2 existing existing',
    'requirements.txt:4 ball 4 new blocks',
  ]);
});

test('since: what a change removes is fixed, also with its file', async (context) => {
  const root = tempRepository(context, {
    'requirements.txt': 'ball==2\n',
    'b/requirements.txt': 'ball==2\n',
  });
  runGit(root, 'checkout', '-q', '-b', 'feature');
  put(root, 'requirements.txt', 'kite==2\n');
  rmSync(path.join(root, 'b'), { recursive: true });
  commitAll(root, 'change');
  const report = await examine(root, { mode: since });
  assert.deepEqual(findingsOf(report), [
    'b/requirements.txt:1 ball 2 fixed fixed',
    'requirements.txt:1 ball 2 fixed fixed',
  ]);
});

test('since: an advisory that came out meanwhile makes nothing new', async (context) => {
  const root = tempRepository(context, {
    'lockstep.yaml': blocking,
    'requirements.txt': 'ball==2\n',
  });
  runGit(root, 'checkout', '-q', '-b', 'feature');
  put(root, 'requirements.txt', 'ball==2\nkite==1\n');
  const report = await examine(root, { mode: since });
  assert.deepEqual(findingsOf(report), ['requirements.txt:1 ball 2 existing existing']);
});

test('since: a changed file that a manifest includes is examined with it', async (context) => {
  const lock = '-r extra.txt\n-r member/more.txt\n';
  const root = tempRepository(context, { 'requirements.txt': lock, 'extra.txt': 'kite==1\n' });
  runGit(root, 'checkout', '-q', '-b', 'feature');
  put(root, 'extra.txt', 'ball==1\n');
  put(root, 'member/more.txt', 'ball==2\n');
  const report = await examine(root, { mode: since });
  assert.deepEqual(findingsOf(report), [
    'extra.txt:1 ball 1 new observed',
    'member/more.txt:1 ball 2 new observed',
  ]);
});

test('staged: what is staged is examined, not what lies beside it', async (context) => {
  const root = tempRepository(context, {
    'requirements.txt': 'kite==1\n',
    'extra.txt': 'kite==2\n',
  });
  put(root, 'requirements.txt', 'ball==1\n-r extra.txt\n');
  runGit(root, 'add', 'requirements.txt');
  put(root, 'requirements.txt', 'kite==1\n');
  put(root, 'extra.txt', 'ball==9\n');
  const report = await examine(root, { mode: { kind: 'staged' } });
  assert.deepEqual(findingsOf(report), ['requirements.txt:1 ball 1 new observed']);
});

test('nothing outside of the target is read, and no link is followed', async (context) => {
  const outer = tempTree(context, {
    'extra.txt': 'ball==1\n',
    'target/requirements.txt': '-r ../extra.txt\n-r /etc/toy\n-r linked/extra.txt\n',
  });
  const root = path.join(outer, 'target');
  symlinkSync(outer, path.join(root, 'linked'));
  const report = await examine(root);
  assert.deepEqual(findingsOf(report), []);
  assert.deepEqual(missedOf(report), [
    'linked/extra.txt unreadable a folder on the way is a symbolic link',
    'requirements.txt unreadable it includes ../extra.txt, which is not in the target',
    'requirements.txt unreadable it includes /etc/toy, which is not in the target',
  ]);
});

test('what package managers unpacked is not examined', async (context) => {
  const root = tempTree(context, {
    'node_modules/x/requirements.txt': 'ball==1\n',
    'requirements.txt': 'kite==1\n',
  });
  assert.deepEqual(findingsOf(await examine(root)), []);
});
