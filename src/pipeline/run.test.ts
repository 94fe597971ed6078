import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { writeBaseline } from '../fingerprint/baseline-file.ts';
import { commitAll, put, runGit, tempRepository, tempTree } from '../io/tests/temp-tree.ts';
import { LockstepError } from '../model/error.ts';
import type { RunReport } from '../model/report.ts';
import type { RunResult } from './assemble.ts';
import { keyOf, runOn } from './tests/run-on.ts';

const blocking = 'version: 1\nproduct: p\nrules: { trap/found: block }\n';

/** `path:line state effect` of every finding, in order. */
function findingsOf({ decision }: RunReport): readonly string[] {
  return decision.findings
    .map(
      ({ finding: { location, state }, effect }) =>
        `${location.path}:${location.region.startLine} ${state} ${effect}`,
    )
    .toSorted();
}

test('without a policy everything is observed and passes', async (context) => {
  const root = tempTree(context, { 'a.txt': 'FIND\n' });
  const { report } = await runOn(root);
  assert.equal(report.decision.outcome, 'pass');
  assert.deepEqual(findingsOf(report), ['a.txt:1 new observed']);
  assert.equal(report.policy.name, 'built-in default');
});

test('a path narrows the run; findings are named from the root', async (context) => {
  const root = tempRepository(context, { 'a/x.txt': 'FIND\n', 'b/y.txt': 'FIND\n' });
  const { report } = await runOn(path.join(root, 'a'));
  assert.deepEqual(findingsOf(report), ['a/x.txt:1 new observed']);
  assert.equal(report.target.within, 'a');
});

test('since: only what the change brings is new, wherever it moved', async (context) => {
  const root = tempRepository(context, {
    'lockstep.yaml': blocking,
    'old.txt': 'one\nFIND old\nmore\nand more\n',
    'gone.txt': 'FIND gone\n',
    'same.txt': 'FIND untouched\n',
  });
  runGit(root, 'checkout', '-q', '-b', 'feature');
  renameSync(path.join(root, 'old.txt'), path.join(root, 'renamed.txt'));
  put(root, 'renamed.txt', 'zero\none\nFIND old\nmore\nand more\nFIND fresh\n');
  rmSync(path.join(root, 'gone.txt'));
  commitAll(root, 'change');
  put(root, 'untracked.txt', 'FIND untracked\n');
  const { report } = await runOn(root, { mode: { kind: 'since', ref: 'main' } });
  assert.deepEqual(findingsOf(report), [
    'gone.txt:1 fixed fixed',
    'renamed.txt:3 moved existing',
    'renamed.txt:6 new blocks',
    'untracked.txt:1 new blocks',
  ]);
  assert.equal(report.decision.outcome, 'block');
  assert.equal(report.baseline.kind, 'merge-base');
  assert.deepEqual(report.target.changes, [
    {
      path: 'renamed.txt',
      status: 'renamed',
      lines: [
        { start: 1, end: 1 },
        { start: 6, end: 6 },
      ],
    },
    { path: 'untracked.txt', status: 'added', lines: [{ start: 1, end: 1 }] },
  ]);
});

test('since: a change cannot approve itself by policy', async (context) => {
  const root = tempRepository(context, { 'lockstep.yaml': blocking, 'a.txt': 'x\n' });
  runGit(root, 'checkout', '-q', '-b', 'feature');
  put(root, 'lockstep.yaml', blocking.replace('block', 'observe'));
  put(root, 'a.txt', 'FIND\n');
  commitAll(root, 'change');
  const { report } = await runOn(root, { mode: { kind: 'since', ref: 'main' } });
  assert.equal(report.decision.outcome, 'block');
  assert.match(report.policy.name, /^lockstep.yaml at main \([0-9a-f]{7}\)$/u);
  assert.match(
    report.policy.differs ?? '',
    /This change alters lockstep.yaml: it (?:loosens|tightens) /u,
  );
});

test('since: a change cannot approve itself by a comment, which holds once it is merged', async (context) => {
  const root = tempRepository(context, { 'lockstep.yaml': blocking, 'a.txt': 'x\n' });
  runGit(root, 'checkout', '-q', '-b', 'feature');
  put(root, 'a.txt', 'FIND # lockstep-ignore trap/found -- it is only a test\n');
  commitAll(root, 'change');
  const change = await runOn(root, { mode: { kind: 'since', ref: 'main' } });
  assert.equal(change.report.decision.outcome, 'block');
  assert.deepEqual(
    change.report.suppressions.map(({ state }) => state),
    ['not-in-base'],
  );
  const merged = await runOn(root);
  assert.equal(merged.report.decision.outcome, 'pass');
  assert.deepEqual(
    merged.report.suppressions.map(({ state }) => state),
    ['used'],
  );
});

test('since: a policy that would not be valid once merged is refused now', async (context) => {
  const root = tempRepository(context, { 'lockstep.yaml': blocking });
  put(root, 'lockstep.yaml', `${blocking}ruels: {}\n`);
  await assert.rejects(runOn(root, { mode: { kind: 'since', ref: 'main' } }), (error) => {
    assert.ok(error instanceof LockstepError);
    assert.match(error.message, /lockstep.yaml:4:1: .*ruels.*did you mean "rules"/su);
    return true;
  });
});

test('since: what is missing in a shallow clone is said, with the way to get it', async (context) => {
  const origin = tempRepository(context, { a: '1' });
  put(origin, 'a', '2');
  commitAll(origin, 'second');
  runGit(origin, 'checkout', '-q', '-b', 'other', 'HEAD~1');
  put(origin, 'b', 'FIND');
  commitAll(origin, 'third');
  const clone = tempTree(context);
  runGit(clone, 'clone', '-q', '--depth', '1', '--no-single-branch', `file://${origin}`, 'c');
  await assert.rejects(
    runOn(path.join(clone, 'c'), { mode: { kind: 'since', ref: 'origin/main' } }),
    { name: 'LockstepError', repair: /git fetch --unshallow/u },
  );
});

test('since needs git', async (context) => {
  const root = tempTree(context, { a: 'x' });
  await assert.rejects(runOn(root, { mode: { kind: 'since', ref: 'main' } }), {
    name: 'LockstepError',
    message: /is not in a git repository/u,
  });
});

test('staged: what the next commit brings is judged, not what the work tree holds', async (context) => {
  const root = tempRepository(context, { 'lockstep.yaml': blocking, 'a.txt': 'FIND old\n' });
  put(root, 'a.txt', 'FIND old\nFIND staged\n');
  runGit(root, 'add', 'a.txt');
  put(root, 'a.txt', 'FIND old\nFIND staged\nFIND only in the work tree\n');
  put(root, 'b.txt', 'FIND untracked\n');
  const { report } = await runOn(root, { mode: { kind: 'staged' } });
  assert.deepEqual(findingsOf(report), ['a.txt:1 existing existing', 'a.txt:2 new blocks']);
});

test('history: each secret is told once, with who brought it and whether it is still there', async (context) => {
  const root = tempRepository(context, { 'a.txt': 'FIND kept\nFIND removed\n' });
  const first = runGit(root, 'rev-parse', 'HEAD');
  put(root, 'a.txt', 'more\nFIND kept\n');
  commitAll(root, 'second');
  const { report } = await runOn(root, { mode: { kind: 'history' } });
  const told = report.decision.findings.map(({ finding: { excerpt, origin } }) => [
    excerpt.text,
    origin?.commit,
    origin?.author,
    origin?.present,
    origin?.occurrences,
  ]);
  assert.deepEqual(
    new Set(told.map((fields) => fields.join(' | '))),
    new Set([
      `FIND kept | ${first} | Ann <ann@example.test> | true | 2`,
      `FIND removed | ${first} | Ann <ann@example.test> | false | 1`,
    ]),
  );
  assert.equal(report.target.kind, 'history');
  assert.deepEqual(
    report.checks.map(({ units }) => units),
    [2],
    'both versions of the file count',
  );
});

test('diff: only added lines count, on their true lines', async (context) => {
  const root = tempTree(context, { 'lockstep.yaml': blocking });
  const diff = [
    '--- a/x.txt',
    '+++ b/x.txt',
    '@@ -10,2 +10,3 @@',
    ' FIND context',
    '+FIND added',
    ' end',
    '@@ -90,1 +91,2 @@',
    ' x',
    '+FIND far',
    '',
  ].join('\n');
  const { report } = await runOn(root, { mode: { kind: 'diff', bytes: Buffer.from(diff) } });
  assert.deepEqual(findingsOf(report), ['x.txt:11 new blocks', 'x.txt:92 new blocks']);
});

test('stdin: a text is examined under its name', async (context) => {
  const root = tempTree(context);
  const bytes = Buffer.from('x\nFIND\n');
  const { report } = await runOn(root, { mode: { kind: 'stdin', name: 'in.txt', bytes } });
  assert.deepEqual(findingsOf(report), ['in.txt:2 new observed']);
});

function storedText({ report, unknown }: RunResult, key = 'a key for tests'): string {
  const found = report.decision.findings.map(({ finding }) => finding);
  const { keyId } = keyOf(key);
  return writeBaseline([...found, ...unknown], { keyId, createdAt: report.now, tool: report.tool });
}

test('a stored baseline makes old findings existing; what is gone is fixed', async (context) => {
  const root = tempTree(context, {
    'lockstep.yaml': blocking,
    'a.txt': 'FIND a\n',
    'b.txt': 'FIND b\n',
  });
  put(root, '.lockstep/baseline.json', storedText(await runOn(root)));
  rmSync(path.join(root, 'b.txt'));
  put(root, 'a.txt', 'new line\nFIND a\nFIND c\n');
  const { report } = await runOn(root);
  assert.deepEqual(findingsOf(report), [
    'a.txt:2 existing existing',
    'a.txt:3 new blocks',
    'b.txt:1 fixed fixed',
  ]);
});

test('what was not examined is not fixed, and stays in the baseline', async (context) => {
  const root = tempTree(context, {
    'a.txt': 'FIND a\n',
    'b.txt': 'FIND b\n',
    'c/d.txt': 'FIND d\n',
  });
  put(root, '.lockstep/baseline.json', storedText(await runOn(root)));
  put(root, 'b.txt', 'CRASH\n');
  const again = await runOn(root);
  assert.deepEqual(findingsOf(again.report), [
    'a.txt:1 existing observed',
    'c/d.txt:1 existing observed',
  ]);
  assert.deepEqual(
    again.unknown.map(({ location }) => location.path),
    ['b.txt'],
  );
  const part = await runOn(path.join(root, 'a.txt'));
  assert.deepEqual(findingsOf(part.report), ['a.txt:1 existing observed']);
});

test('an incomplete run is no pass where a rule of the check blocks', async (context) => {
  const root = tempTree(context, { 'lockstep.yaml': blocking, 'a.txt': 'CRASH\n' });
  const { report } = await runOn(root);
  assert.equal(report.decision.outcome, 'incomplete');
  put(root, 'lockstep.yaml', 'version: 1\nproduct: p\n');
  assert.equal((await runOn(root)).report.decision.outcome, 'pass');
});

test('two runs with the same inputs give the same bytes, save the timing', async (context) => {
  const root = tempRepository(context, { 'lockstep.yaml': blocking, 'a.txt': 'FIND\nFIND\n' });
  const [one, two] = [await runOn(root), await runOn(root)];
  assert.equal(
    JSON.stringify([{ ...one.report, timing: 0 }, one.record]),
    JSON.stringify([{ ...two.report, timing: 0 }, two.record]),
  );
});

test('since: a file that is no longer examined has nothing fixed in it', async (context) => {
  const root = tempRepository(context, { 'a.txt': 'FIND a\n', 'b.txt': 'x\n' });
  runGit(root, 'checkout', '-q', '-b', 'feature');
  put(root, 'a.txt', 'FIND a\n\0\0\0\0');
  const { report } = await runOn(root, { mode: { kind: 'since', ref: 'main' } });
  assert.deepEqual(findingsOf(report), []);
  assert.deepEqual(report.skipped, [{ reason: 'binary', count: 1, examples: ['a.txt'] }]);
});

test('since: a run that is stopped before the base was seen calls nothing new', async (context) => {
  const tree = { 'lockstep.yaml': blocking } as Record<string, string>;
  for (let n = 0; n < 100; n++) tree[`f${n}.txt`] = `FIND ${n}\nLOOP\n`;
  const root = tempRepository(context, tree);
  runGit(root, 'checkout', '-q', '-b', 'feature');
  for (let n = 0; n < 100; n++) put(root, `f${n}.txt`, `FIND ${n}\n`);
  const stop = new AbortController();
  const { report } = await runOn(
    root,
    { mode: { kind: 'since', ref: 'main' }, threads: 1 },
    { signal: stop.signal, onProgress: () => stop.abort() },
  );
  assert.deepEqual(findingsOf(report), []);
  assert.equal(report.decision.outcome, 'incomplete');
});

test('since: the base is examined from git objects once, then taken from the cache', async (context) => {
  const root = tempRepository(context, { 'a.txt': 'FIND a\n', 'b.txt': 'x\n' });
  runGit(root, 'checkout', '-q', '-b', 'feature');
  put(root, 'a.txt', 'FIND a\nmore\n');
  put(root, 'b.txt', 'FIND b\n');
  const cacheDir = tempTree(context);
  const request = { mode: { kind: 'since', ref: 'main' }, cacheDir } as const;
  const [first, second] = [await runOn(root, request), await runOn(root, request)];
  assert.equal(first.report.timing.cachedUnits, 0);
  // The files of the work tree changed just now and are read again; their content is known all the same.
  assert.equal(second.report.timing.cachedUnits, 4);
  assert.deepEqual(findingsOf(second.report), findingsOf(first.report));
  assert.equal(readFileSync(path.join(root, 'a.txt'), 'utf8'), 'FIND a\nmore\n');
});

test('the cache knows a target by its name, in whatever folder it lies, and others apart', async (context) => {
  const files = { 'a.txt': 'FIND a\n', 'b.txt': 'x\n' };
  const [one, other] = [tempTree(context, files), tempTree(context, files)];
  const named = { cacheDir: tempTree(context), cacheName: 'https://git.example/shop' };
  const first = await runOn(one, named);
  const second = await runOn(other, named);
  assert.deepEqual(
    [first, second].map(({ report }) => report.timing.cachedUnits),
    [0, 2],
  );
  assert.deepEqual(findingsOf(second.report), findingsOf(first.report));
  const apart = await runOn(other, { ...named, cacheName: undefined });
  assert.equal(apart.report.timing.cachedUnits, 0);
});

test('since: a change cannot hide what it brings with a .lockstepignore', async (context) => {
  const root = tempRepository(context, {
    'lockstep.yaml': blocking,
    '.lockstepignore': 'old/\n',
    'old/x.txt': 'x\n',
  });
  runGit(root, 'checkout', '-q', '-b', 'feature');
  put(root, '.lockstepignore', '*\n');
  put(root, 'a/.lockstepignore', 'b.txt\n');
  put(root, 'a/b.txt', 'FIND\n');
  put(root, 'old/x.txt', 'FIND hidden by the base\n');
  commitAll(root, 'change');
  const { report } = await runOn(root, { mode: { kind: 'since', ref: 'main' } });
  assert.deepEqual(findingsOf(report), ['a/b.txt:1 new blocks']);
  assert.match(report.notes.join('\n'), /This change alters .lockstepignore: those of main hold/u);
});

test('staged and history: what is not looked at is counted', async (context) => {
  const root = tempRepository(context, { '.lockstepignore': '*.gen\n', 'a.gen': 'FIND\n' });
  put(root, 'b.gen', 'FIND\n');
  runGit(root, 'add', 'b.gen');
  for (const kind of ['staged', 'history'] as const) {
    const { report } = await runOn(root, { mode: { kind } });
    assert.deepEqual(report.decision.findings, []);
    const example = kind === 'staged' ? 'b.gen' : 'a.gen';
    assert.deepEqual(report.skipped, [{ reason: 'excluded', count: 1, examples: [example] }]);
  }
});
