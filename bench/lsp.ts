/**
 * Measures the language server on a real project and writes lsp.md: `npm run build && node --import tsx bench/lsp.ts [folder]`, by
 * default on this repository. A client speaks the protocol over standard input and output, as an editor does; each figure is the
 * time from a change to its diagnostics, the pause of 100 ms that the server waits for included.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { EditorClient } from '../test/e2e/lsp-client.ts';
import { repository } from './paths.ts';

const FILES = 12;
const CHANGES = 20;
/** Long enough for what is done when nobody types to begin, and to be stopped by the next change. */
const THINKS_EVERY = 5;
const THINKS_MS = 1_500;
const GOAL_MS = 300;

const folder = path.resolve(process.argv[2] ?? repository);
const sources = spawnSync('git', ['ls-files', '-z'], { cwd: folder, encoding: 'utf8' })
  .stdout.split('\0')
  .filter((name) => /\.(?:ts|js|py|java|go)$/u.test(name) && !/test|\.d\.ts$/u.test(name))
  .map((name) => ({ name, bytes: statSync(path.join(folder, name)).size }));
// Evenly from the smallest to the largest.
const sorted = sources.toSorted((a, b) => a.bytes - b.bytes);
const chosen = Array.from(
  { length: FILES },
  (_, at) => sorted[Math.floor(((at + 1) * (sorted.length - 1)) / FILES)],
).flatMap((source) => source ?? []);

const home = mkdtempSync(path.join(tmpdir(), 'lockstep-bench-lsp-'));
try {
  const env = { PATH: process.env['PATH'], HOME: home };
  const client = await EditorClient.start({ folders: [folder], env, hangMs: 600_000 });
  const times: number[] = [];
  const rows: string[] = [];
  for (const { name, bytes } of chosen) {
    const own = await timesOf(client, path.join(folder, name));
    times.push(...own);
    rows.push(
      `| \`${name}\` | ${Math.ceil(bytes / 1000)} | ${quantile(own, 0.5)} | ${quantile(own, 0.95)} |`,
    );
  }
  await client.end();
  const p95 = quantile(times, 0.95);
  writeFileSync(path.join(repository, 'bench/lsp.md'), reportOf(rows, times, p95));
  process.stdout.write(`p50 ${quantile(times, 0.5)} ms, p95 ${p95} ms\n`);
  if (p95 > GOAL_MS) process.exitCode = 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}

/** Milliseconds from each of some changes to its diagnostics. */
async function timesOf(client: EditorClient, file: string): Promise<readonly number[]> {
  client.open(file, readFileSync(file, 'utf8'), 'source');
  await client.shown(file, (_, version) => version === 1);
  const times: number[] = [];
  for (let at = 0; at < CHANGES; at++) {
    const start = { line: 0, character: 0 };
    const begun = performance.now();
    const version = client.change(file, ' ', { start, end: start });
    await client.shown(file, (_, shown) => shown === version);
    times.push(performance.now() - begun);
    if (at % THINKS_EVERY === 0) await delay(THINKS_MS);
  }
  client.close(file);
  return times;
}

function quantile(times: readonly number[], share: number): number {
  const ordered = times.toSorted((a, b) => a - b);
  return Math.round(
    ordered[Math.min(ordered.length - 1, Math.floor(share * ordered.length))] ?? NaN,
  );
}

function reportOf(rows: readonly string[], times: readonly number[], p95: number): string {
  const verdict = p95 <= GOAL_MS ? 'met' : '**missed**';
  return `# The language server

Written by \`bench/lsp.ts\` on Node ${process.versions.node}, ${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}. Project: ${process.argv[2] === undefined ? 'this repository' : path.basename(folder)}, ${sources.length} sources.

From a change to its diagnostics, the pause of 100 ms included; ${CHANGES} changes a file, some of them while the whole program is joined:
p50 ${quantile(times, 0.5)} ms, p95 ${p95} ms, at most ${quantile(times, 1)} ms.

- ${verdict}: p95 at most ${GOAL_MS} ms

| file | kB | p50 ms | p95 ms |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
