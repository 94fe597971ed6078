/**
 * Measures how long a pull request waits for its comment, and writes pull-request.md: `npm run build && node --import tsx
 * bench/pull-request.ts`. A service with one worker, a repository of 5,000 files with code that is joined as one program, and a
 * forge on this machine that takes what GitHub takes. The first change finds an empty cache, the others a warm one.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { commitAll, put, runGit } from '../src/io/tests/temp-tree.ts';
import {
  startForgeServer,
  TOKEN,
  type ForgeServer,
} from '../src/service/forges/tests/forge-server.ts';
import { githubHeaders, githubPayload } from '../src/service/forges/tests/payloads.ts';
import { repository } from './paths.ts';
import { serve, SERVICE, stop } from './served.ts';

const FILES = 5_000;
const CHANGES = 7;
/** Files that a change touches. */
const TOUCHED = 10;
const GOAL_MS = 10_000;
/** A tick of /proc is a hundredth of a second on Linux (`getconf CLK_TCK`). */
const TICK_MS = 10;
const POLICY = `version: 1\nproduct: shop\nrules:\n  "*": observe\n  code/command-injection: block\n`;

const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-bench-pr-'));
const work = path.join(folder, 'work');
const bare = path.join(folder, 'served', 'acme', 'shop.git');
const forge = await startForgeServer(path.join(folder, 'served'), 'x-access-token');
process.env['LOCKSTEP_GIT_ALLOW'] = '127.0.0.0/8';
process.env['LOCKSTEP_PUBLIC_URL'] = SERVICE;
try {
  makeRepository();
  const running = await serve(path.join(folder, 'data'), undefined);
  try {
    const hook = await connect(running.token, forge);
    const pid = running.child.pid ?? 0;
    const times: Timed[] = [];
    for (let change = 0; change < CHANGES; change += 1) times.push(await timeOf(change, hook, pid));
    const [cold, ...warm] = times;
    if (cold === undefined) throw new Error('there was no change');
    writeFileSync(path.join(repository, 'bench/pull-request.md'), reportOf(cold, warm));
    process.stdout.write(`${JSON.stringify(times)}\n`);
    if (warm.some(({ wallMs }) => wallMs > GOAL_MS)) process.exitCode = 1;
  } finally {
    await stop(running);
  }
} finally {
  await forge.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Modules that call one another, so that the program is joined over files. */
function makeRepository(): void {
  mkdirSync(work, { recursive: true });
  runGit(work, 'init', '-q', '-b', 'main');
  put(work, 'lockstep.yaml', POLICY);
  for (let index = 0; index < FILES; index += 1) put(work, nameOf(index), sourceOf(index, ''));
  commitAll(work, 'first');
  runGit(work, 'clone', '-q', '--bare', work, bare);
}

function nameOf(index: number): string {
  return `src/area-${index % 50}/module-${index}.js`;
}

function sourceOf(index: number, more: string): string {
  const next = (index + 1) % FILES;
  return `const { exec } = require('child_process');
const other = require('../../${nameOf(next)}');

/** Takes what a client sends, and hands the rest on. */
function handle${index}(request, response) {
  const name = String(request.query.name).slice(0, ${10 + (index % 30)});
  const list = [];
  for (const each of name.split(',')) {
    if (each.trim() === '') continue;
    list.push({ each, length: each.length, known: other.isKnown${next}(each) });
  }
  ${more}
  response.json({ list, module: ${index} });
}

function isKnown${index}(name) {
  return name.startsWith('module-${index}');
}

module.exports = { handle${index}, isKnown${index} };
`;
}

/** Where webhooks go, and what they are signed with. */
interface Hook {
  readonly url: string;
  readonly secret: string;
}

async function connect(token: string, { origin }: ForgeServer): Promise<Hook> {
  const ask = async (address: string, body: object): Promise<Readonly<Record<string, string>>> => {
    const answer = await fetch(`${SERVICE}${address}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    // oxlint-disable-next-line no-unsafe-type-assertion -- as the OpenAPI document says
    return (await answer.json()) as Readonly<Record<string, string>>;
  };
  await ask('/v1/repositories', { product: 'shop', url: `${origin}/acme/shop.git`, schedule: '' });
  const made = await ask('/v1/forges', {
    name: 'github',
    kind: 'github',
    url: origin,
    token: TOKEN,
  });
  return { url: made['webhookUrl'] ?? '', secret: made['webhookSecret'] ?? '' };
}

interface Timed {
  readonly wallMs: number;
  /** Of the service and all that it has started. */
  readonly cpuMs: number;
}

/** From a webhook to the comment that is of its commit. */
async function timeOf(change: number, { url, secret }: Hook, pid: number): Promise<Timed> {
  runGit(work, 'checkout', '-q', '-B', 'change', 'main');
  for (let index = 0; index < TOUCHED; index += 1) {
    const file = (change * 631 + index * 97) % FILES;
    const more = index === 0 ? "exec('ls ' + request.query.name);" : `list.push(${change});`;
    put(work, nameOf(file), sourceOf(file, more));
  }
  const head = commitAll(work, `change ${change}`);
  runGit(work, 'push', '-q', '-f', bare, 'HEAD:refs/pull/5/head');
  const body = githubPayload({ origin: forge.origin, head, action: 'synchronize' });
  const before = cpuMsOf(pid);
  const began = performance.now();
  const answer = await fetch(url, { method: 'POST', headers: githubHeaders(body, secret), body });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  const isTold = (): boolean =>
    forge.comments.some((each) => each.body.includes(head.slice(0, 10)));
  while (!isTold()) await delay(10);
  const [comment] = forge.comments;
  if (comment?.body.includes('## Lockstep: blocked') !== true) throw new Error(comment?.body);
  return { wallMs: performance.now() - began, cpuMs: cpuMsOf(pid) - before };
}

/** Processor time of a process, of its children that have ended, and of those that run. */
function cpuMsOf(pid: number): number {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .filter((name) => statOf(name)[1] === String(pid));
  // After the name, which may hold spaces: state, parent, …, utime, stime, cutime, cstime (proc_pid_stat(5)).
  const ticks = statOf(String(pid))
    .slice(11, 15)
    .reduce((sum, each) => sum + Number(each), 0);
  return ticks * TICK_MS + children.reduce((sum, child) => sum + cpuMsOf(Number(child)), 0);
}

function statOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    // It has ended.
    return [];
  }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function reportOf(cold: Timed, warm: readonly Timed[]): string {
  const most = Math.max(...warm.map(({ wallMs }) => wallMs));
  const rows = [cold, ...warm].map(
    ({ wallMs, cpuMs }, index) =>
      `| ${index === 0 ? 'the first, nothing remembered' : `change ${index + 1}`} | ${seconds(wallMs)} | ${seconds(cpuMs)} |`,
  );
  return `# From a webhook to the comment

Written by \`bench/pull-request.ts\` on Node ${process.versions.node}, ${cpus().length} processors, load ${(loadavg()[0] ?? 0).toFixed(1)}. A service with one worker and the embedded
database; a repository of ${FILES.toLocaleString('en')} files of JavaScript that call one another; each change touches ${TOUCHED} of them and brings one finding that
stops it; forge and git on the same machine. Processor time is that of the service and all that it has started; where the machine has
other work, only that can be compared.

| change | until the comment | processor time |
| --- | --- | --- |
${rows.join('\n')}

- ${most <= GOAL_MS ? 'met' : 'not met'}: at most ${seconds(GOAL_MS)} with a warm cache
`;
}
