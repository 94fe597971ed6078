// How long it takes to judge a lockfile, beside other scanners with the same advisories.
// npm run build && LOCKSTEP_PEERS=DIR node --import tsx bench/components.ts
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { matchList } from '../src/checks/components/match/hits.ts';
import { packageLock } from '../src/collect/manifests/npm/package-lock.ts';
import { openAdvisories } from '../src/advisories/open-advisories.ts';
import { fixtures } from '../test/components/fixtures.ts';
import { advisoryExport } from './components-data.ts';
import { installedPeers } from './components-peers.ts';
import { median, type Command } from './measure.ts';
import { product, repository } from './paths.ts';
import { measureRows, sectionText, type MeasuredRow } from './section.ts';
import { scratchPath } from './tools.ts';

const MAX_WALL_MS = 250;
const MAX_BYTES = 100e6;
const MAX_MATCH_MS = 5;
const MAX_MONOREPO_MS = 3_000;
const LOCKFILES = 200;
const TIMES_FASTER = 5;
const WARM_RUNS = 200;

const many = await advisoryExport('many');
const real = path.join(fixtures('real-lockfiles'), 'npm-threat-dragon');
const project = scratchPath('project');
cpSync(real, project, { recursive: true });
const monorepo = scratchPath('monorepo');
for (let at = 0; at < LOCKFILES; at += 1) writeMember(at);

const peers = installedPeers();
for (const peer of peers) await peer.prepare(many);

const rows = await measureRows([
  { what: '`lockstep components`, one lockfile', command: () => ours(project) },
  ...peers.map((peer) => ({ what: peer.name, command: () => peer.command(project, many) })),
  { what: `\`lockstep components\`, ${LOCKFILES} lockfiles`, command: () => ours(monorepo) },
]);
const [own, ...others] = rows;
const fleet = others.pop();
if (own === undefined || fleet === undefined) throw new Error('no runs');

const { components, warmMs } = matchWarm();
const fastest = others.toSorted((a, b) => a.wallMs - b.wallMs)[0];
const text = sectionText(
  {
    title: 'A lockfile of npm',
    about: [
      `OWASP threat-dragon: ${components} places with a package, 2,209 packages in their versions, 1.5 MB`,
      'index: 34,397 advisories of the corpus and 250,000 invented ones, some 282,000 packages of npm; disk warm',
      `${LOCKFILES} lockfiles: as many members with 40 packages each, 8,000 places`,
      `matching alone in one process, everything warm: ${warmMs.toFixed(1)} ms`,
      ...(peers.length === 0 ? ['no other scanner was there (LOCKSTEP_PEERS)'] : []),
    ],
    rows,
    goals: [
      { text: `one lockfile within ${MAX_WALL_MS} ms`, met: own.wallMs <= MAX_WALL_MS },
      { text: `and ${MAX_BYTES / 1e6} MB`, met: own.peakBytes <= MAX_BYTES },
      { text: `matching within ${MAX_MATCH_MS} ms, warm`, met: warmMs <= MAX_MATCH_MS },
      {
        text: `${LOCKFILES} lockfiles within ${MAX_MONOREPO_MS / 1000} s`,
        met: fleet.wallMs <= MAX_MONOREPO_MS,
      },
      ...others.map((peer) => fasterThan(peer, own, peer === fastest)),
    ],
    load: loadavg()[0] ?? 0,
  },
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
);
const page = `# Components

\`npm run build && LOCKSTEP_PEERS=DIR node --import tsx bench/components.ts\`; [README.md](README.md) says how it measures.

${text}`;
writeFileSync(path.join(repository, 'bench', 'components.md'), page);
process.stdout.write(text);

function fasterThan(
  peer: MeasuredRow,
  us: MeasuredRow,
  isFastest: boolean,
): { text: string; met: boolean } {
  const times = peer.wallMs / us.wallMs;
  const which = isFastest ? 'the fastest, ' : '';
  return {
    text: `${TIMES_FASTER} times as fast as ${which}${peer.what}: ${times.toFixed(1)} times`,
    met: times >= TIMES_FASTER,
  };
}

function ours(folder: string): Command {
  return {
    program: process.execPath,
    args: [product, 'components', folder, '--quiet', '--no-cache'],
    env: { LOCKSTEP_ADVISORIES: many.index, LOCKSTEP_KEY: 'bench'.repeat(8) },
    good: [0],
  };
}

function writeMember(at: number): void {
  const folder = path.join(monorepo, 'packages', `member-${at}`);
  mkdirSync(folder, { recursive: true });
  const names = Array.from({ length: 40 }, (_, of) => `invented-${at}-${of}`);
  const lock = {
    lockfileVersion: 3,
    packages: Object.fromEntries([
      ['', { dependencies: Object.fromEntries(names.map((name) => [name, '^1.0.0'])) }],
      ...names.map((name) => [`node_modules/${name}`, { version: '1.0.0' }]),
    ]),
  };
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(lock, undefined, 2));
}

/** The lockfile read once, and matched again and again, as a server does. */
function matchWarm(): { readonly components: number; readonly warmMs: number } {
  const file = path.join(project, 'package-lock.json');
  const parsed = packageLock.parse(
    { path: 'package-lock.json', text: readFileSync(file, 'utf8') },
    new Map(),
  );
  if (parsed.kind !== 'parsed') throw new Error(parsed.detail);
  const data = openAdvisories(many.index);
  if (data === undefined) throw new Error('no index');
  const times = Array.from({ length: WARM_RUNS }, () => {
    const start = performance.now();
    matchList(parsed.list, data);
    return performance.now() - start;
  });
  data.close();
  return { components: parsed.list.components.length, warmMs: median(times) };
}
