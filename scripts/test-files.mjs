// Tests in one process, for scripts/test.mjs: of a folder (`--under=src`), or of files whose path contains one of some words.
// Node 20 has no --test-isolation=none, and one process per file costs about 0.4 s each.
// What they share is what hangs them, so nothing may hang: a test has a limit, a thread beside watches the event loop, and a
// handle that a test left open is told once all have ended.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { before, describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

// The slowest file takes 75 s on two idle cores.
const fileLimit = 600_000;
// How long the event loop may stand still, and how long it may go on after the last test; in milliseconds.
const stillLimit = 300_000;
const leftOpenLimit = 30_000;

const parts = process.argv.slice(2);
const under = parts.find((part) => part.startsWith('--under='))?.slice('--under='.length);
const roots = under === undefined ? ['src', 'test'] : [under];
const files = roots
  .flatMap((root) =>
    readdirSync(root, { recursive: true }).map((name) => path.join(root, String(name))),
  )
  .filter(
    (file) =>
      file.endsWith('.test.ts') &&
      (under !== undefined || parts.some((part) => file.includes(part))),
  )
  .toSorted((a, b) => (a < b ? -1 : 1));
if (files.length === 0) throw new Error(`no test file matches "${parts.join('", "')}"`);

const beats = new Int32Array(new SharedArrayBuffer(8));
const suites = files.map((file, at) =>
  // A file that fails to load is one failed suite; the others still run.
  describe(file, { timeout: fileLimit }, async () => {
    before(() => {
      beats[1] = at;
    });
    await import(pathToFileURL(path.resolve(file)).href);
  }),
);
setInterval(() => Atomics.add(beats, 0, 1), 1000).unref();
new Worker(new URL('test-watch.mjs', import.meta.url), {
  workerData: { beats, files, stillLimit },
}).unref();

await Promise.allSettled(suites);
// node:test says how many passed when the event loop has nothing left to do. If it has, the loop is told to be at its end.
setTimeout(() => {
  const open = process.getActiveResourcesInfo().join(', ');
  process.stderr.write(`test: all ended, and something is still open: ${open}\n`);
  process.emit('beforeExit', process.exitCode ?? 0);
  // Time for the reporter to write.
  setTimeout(() => process.exit(), 2000);
}, leftOpenLimit).unref();
