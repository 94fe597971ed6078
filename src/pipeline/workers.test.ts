import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tempTree } from '../io/tests/temp-tree.ts';
import type { RunReport } from '../model/report.ts';
import { runOn } from './tests/run-on.ts';

/** Many files with a finding each, around the files given. */
function among(files: Readonly<Record<string, string>>, count = 300): Record<string, string> {
  const tree: Record<string, string> = { ...files };
  for (let n = 0; n < count; n++) tree[`dir${n % 7}/file${n}.txt`] = `x\nFIND ${n}\n`;
  return tree;
}

function incompleteOf({ incomplete }: RunReport): readonly (readonly [string, string])[] {
  return incomplete.map(({ what, reason }) => [what, reason] as const);
}

test('a file that crashes a check is incomplete, is not quoted, and all others are examined', async (context) => {
  const root = tempTree(context, among({ 'bad.txt': 'CRASH password=hunter2' }));
  const { report } = await runOn(root);
  assert.equal(report.decision.findings.length, 300);
  assert.deepEqual(incompleteOf(report), [['bad.txt', 'crash']]);
  assert.match(
    report.incomplete[0]?.detail ?? '',
    /the trap check crashed on this file \(TypeError at trap-checks.ts:\d+\)/u,
  );
  assert.doesNotMatch(JSON.stringify(report), /hunter2/u);
  assert.equal(report.checks[0]?.state, 'partial');
});

test('a file that ends its worker is incomplete, and all others are examined', async (context) => {
  const root = tempTree(context, among({ 'm/bad.txt': 'EXIT', 'zz/bad.txt': 'EXIT' }));
  const { report } = await runOn(root);
  assert.equal(report.decision.findings.length, 300);
  assert.deepEqual(incompleteOf(report), [
    ['m/bad.txt', 'crash'],
    ['zz/bad.txt', 'crash'],
  ]);
});

test('a file that takes all memory is incomplete, and all others are examined', async (context) => {
  const root = tempTree(context, among({ 'bad.txt': 'MEMORY' }));
  const { report } = await runOn(root);
  assert.equal(report.decision.findings.length, 300);
  assert.deepEqual(incompleteOf(report), [['bad.txt', 'out-of-memory']]);
});

test('a file that takes for ever is incomplete after its time, and all others are examined', async (context) => {
  const root = tempTree(
    context,
    among({
      'bad.txt': 'LOOP',
      'lockstep.yaml': 'version: 1\nproduct: p\nlimits: { unit-timeout: 200ms }\n',
    }),
  );
  const { report } = await runOn(root);
  assert.equal(report.decision.findings.length, 300);
  assert.deepEqual(incompleteOf(report), [['bad.txt', 'timeout']]);
  assert.match(report.incomplete[0]?.detail ?? '', /longer than 0.2 s \(limits.unit-timeout\)/u);
});

test('what a check says before it gives up counts', async (context) => {
  const root = tempTree(context, { 'a.txt': 'PARTLY\nFIND it\n' });
  const { report } = await runOn(root);
  assert.equal(report.decision.findings.length, 1);
  assert.deepEqual(incompleteOf(report), [['a.txt', 'limit']]);
});

test('the result is the same whatever the number of threads', async (context) => {
  const root = tempTree(
    context,
    among({ 'b.txt': 'CRASH', 'z.txt': 'EXIT', 'n.txt': 'FIND\nFIND\n' }, 700),
  );
  const texts = [];
  for (const threads of [1, 2, 5]) {
    const { report, record } = await runOn(root, { threads });
    texts.push(JSON.stringify([{ ...report, timing: undefined }, record]));
  }
  assert.equal(texts[1], texts[0]);
  assert.equal(texts[2], texts[0]);
});

test('a run that is stopped is incomplete, whatever the policy says, and keeps what it found', async (context) => {
  const root = tempTree(context, {
    ...among({}, 2000),
    'lockstep.yaml': 'version: 1\nproduct: p\non-incomplete: open\n',
  });
  const stop = new AbortController();
  const onProgress = (done: number): void => {
    if (done > 100) stop.abort();
  };
  const { report } = await runOn(root, {}, { signal: stop.signal, onProgress });
  assert.equal(report.decision.outcome, 'incomplete');
  assert.ok(report.decision.findings.length > 50);
  const cancelled = report.incomplete.filter(({ reason }) => reason === 'cancelled');
  assert.equal(cancelled.length, 1);
  assert.match(cancelled[0]?.what ?? '', /^\d+ files$/u);
});

test('a run that is stopped while its threads start is incomplete, not an error', async (context) => {
  const root = tempTree(context, among({}));
  const stop = new AbortController();
  const running = runOn(root, { threads: 3 }, { signal: stop.signal });
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  stop.abort();
  assert.equal((await running).report.decision.outcome, 'incomplete');
});
