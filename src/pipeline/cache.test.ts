import assert from 'node:assert/strict';
import { chmodSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { put, tempTree } from '../io/tests/temp-tree.ts';
import type { RunResult } from './assemble.ts';
import { keyOf, runOn } from './tests/run-on.ts';

const long = new Date('2020-01-01T00:00:00Z');

/** Ten files that changed long ago, so that their times can be believed, and an empty cache folder. */
function tree(context: TestContext): { readonly root: string; readonly cacheDir: string } {
  const root = tempTree(context);
  for (let n = 0; n < 10; n++) put(root, `f${n}.txt`, `FIND ${n}\n`);
  age(root);
  return { root, cacheDir: path.join(tempTree(context), 'cache') };
}

function age(root: string): void {
  for (const name of readdirSync(root)) utimesSync(path.join(root, name), long, long);
}

function cacheFiles(folder: string): readonly string[] {
  return readdirSync(folder).map((name) => path.join(folder, name));
}

/** Everything that must not depend on the cache. */
function told({ report, record }: RunResult): string {
  return JSON.stringify([{ ...report, timing: undefined, notes: undefined }, record]);
}

test('a second run takes every unchanged file from the cache and says the same', async (context) => {
  const { root, cacheDir } = tree(context);
  const first = await runOn(root, { cacheDir });
  const second = await runOn(root, { cacheDir });
  assert.equal(first.report.timing.cachedUnits, 0);
  assert.equal(second.report.timing.cachedUnits, 10);
  assert.equal(told(second), told(first));
});

test('a changed file is examined again, also when its size and time are the same', async (context) => {
  const { root, cacheDir } = tree(context);
  await runOn(root, { cacheDir });
  put(root, 'f3.txt', 'none 3\n');
  age(root);
  const { report } = await runOn(root, { cacheDir });
  assert.equal(report.decision.findings.length, 9);
});

test('a file that only looks changed is read and not examined again', async (context) => {
  const { root, cacheDir } = tree(context);
  await runOn(root, { cacheDir });
  utimesSync(path.join(root, 'f3.txt'), new Date(), new Date());
  const { report } = await runOn(root, { cacheDir });
  assert.equal(report.timing.cachedUnits, 10);
});

test('what the content itself makes incomplete is remembered with its reason', async (context) => {
  const { root, cacheDir } = tree(context);
  put(root, 'f3.txt', 'PARTLY\nFIND 3\n');
  age(root);
  const first = await runOn(root, { cacheDir });
  const second = await runOn(root, { cacheDir });
  assert.equal(second.report.timing.cachedUnits, 10);
  assert.deepEqual(
    second.report.incomplete.map(({ what, reason }) => `${what} ${reason}`),
    ['f3.txt limit'],
  );
  assert.equal(told(second), told(first));
});

test('what was incomplete for another reason is tried again', async (context) => {
  const { root, cacheDir } = tree(context);
  put(root, 'f3.txt', 'CRASH');
  age(root);
  for (const run of [1, 2]) {
    const { report } = await runOn(root, { cacheDir });
    assert.deepEqual(
      report.incomplete.map(({ what }) => what),
      ['f3.txt'],
      `run ${run}`,
    );
  }
});

const damages: Readonly<Record<string, (file: string) => void>> = {
  'cut short': (file) => writeFileSync(file, readFileSync(file).subarray(0, 200)),
  emptied: (file) => writeFileSync(file, ''),
  'a bit turned in the middle': (file) => {
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(file, bytes);
  },
  'a finding taken out, the rest intact': (file) => {
    const text = readFileSync(file, 'latin1');
    writeFileSync(file, text.replace('"findings":[{', '"findings":[],"was":[{'), 'latin1');
  },
  'text of somebody else': (file) => writeFileSync(file, '{"hello": "world"}\n'),
};

for (const [name, damage] of Object.entries(damages)) {
  test(`a cache that was damaged (${name}) is not believed, and is written anew`, async (context) => {
    const { root, cacheDir } = tree(context);
    const first = await runOn(root, { cacheDir });
    for (const file of cacheFiles(cacheDir)) damage(file);
    const second = await runOn(root, { cacheDir });
    assert.equal(second.report.timing.cachedUnits, 0);
    assert.equal(told(second), told(first));
    const third = await runOn(root, { cacheDir });
    assert.equal(third.report.timing.cachedUnits, 10);
  });
}

test('a cache that was made under another key is not believed', async (context) => {
  const { root, cacheDir } = tree(context);
  await runOn(root, { cacheDir, key: keyOf('the key of another machine') });
  const { report } = await runOn(root, { cacheDir });
  assert.equal(report.timing.cachedUnits, 0);
});

test('a cache of another engine version is not believed', async (context) => {
  const { root, cacheDir } = tree(context);
  await runOn(root, { cacheDir });
  const newer = `import { checks as old } from ${JSON.stringify(new URL('./tests/trap-checks.ts', import.meta.url).href)};
export const checks = old.map((check) => ({ ...check, version: 2 }));`;
  const registry = `data:text/javascript,${encodeURIComponent(newer)}`;
  const { report } = await runOn(root, { cacheDir }, { registry });
  assert.equal(report.timing.cachedUnits, 0);
  assert.equal(report.decision.findings.length, 10);
});

test('a cache folder that cannot be written is a note, not a failure', async (context) => {
  const { root } = tree(context);
  const cacheDir = path.join(root, 'f1.txt', 'cache');
  const { report } = await runOn(root, { cacheDir });
  assert.equal(report.decision.findings.length, 10);
  assert.match(
    report.notes.join('\n'),
    /cache folder .* cannot be written \((?:ENOTDIR|EEXIST)\).*--cache-dir/u,
  );
});

test('the cache holds no text of a file that has no finding, and is for its owner only', async (context) => {
  const { root, cacheDir } = tree(context);
  chmodSync(root, 0o755);
  await runOn(root, { cacheDir });
  const { statSync } = await import('node:fs');
  for (const file of cacheFiles(cacheDir)) assert.equal(statSync(file).mode & 0o777, 0o600);
});
