/**
 * `npm run build && LOCKSTEP_CODE_TREE=DIR LOCKSTEP_PEERS=DIR node --import tsx bench/code.ts` measures the code check beside
 * other tools and writes [code.md](code.md). `… bench/code.ts typescript growth python go` runs only the benches named.
 */
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, loadavg } from 'node:os';
import path from 'node:path';
import { codePeers, type CodePeer } from './code-peers.ts';
import { bytesOf, copy, grow, largest, sourcesBelow, type Source } from './code-trees.ts';
import { growthPlot, type Point } from './growth-plot.ts';
import { corpora, repository } from './paths.ts';
import { measure, type Command } from './measure.ts';
import { writeSection } from './report.ts';
import type { Goal, MeasuredRow, Row, Section } from './section.ts';
import { measureRows, megabytes, seconds, sectionText } from './section.ts';
import { lockstep, scratchPath } from './tools.ts';

const TREE_FILES = 1000;
const CHANGED_FILES = 20;
/** No further run of a peer, or of one size, begins when those before took longer: all of it ends within 8 minutes. */
const PEER_BUDGET_MS = 25_000;
const SIZE_BUDGET_MS = 8000;
/** Sizes of the trees whose growth is measured, in millions of bytes. */
const sizes: readonly number[] = (process.env['LOCKSTEP_CODE_SIZES'] ?? '1,3,10,30,100')
  .split(',')
  .map(Number);

const machine = `Node ${process.version} on ${process.platform} ${arch()}`;
const folders = {
  typescript: path.resolve(process.env['LOCKSTEP_CODE_TREE'] ?? path.join(corpora, 'outline')),
  python: process.env['LOCKSTEP_CODE_PYTHON'] ?? '',
  go: process.env['LOCKSTEP_CODE_GO'] ?? '',
};
const { there, absent } = codePeers();
const cache = scratchPath('code-cache');

const benches: Readonly<Record<string, () => Promise<Section | undefined>>> = {
  typescript,
  growth,
  python: () => otherLanguage('python', 'Python'),
  go: () => otherLanguage('go', 'Go'),
};

const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`${name}\n`);
  const section = await bench();
  if (section === undefined) continue;
  const measured = { ...section, load: loadavg()[0] ?? 0 };
  writeSection(sectionText(measured, machine), {
    name: 'code.md',
    title: 'The code check: time and memory',
    command: 'node --import tsx bench/code.ts',
  });
}

/** 1,000 files, the first time, the second time, after a change, and what other tools take for them. */
async function typescript(): Promise<Section> {
  const root = scratchPath('code-tree');
  const sources = largest(sourcesBelow(folders.typescript, 'javascript'), TREE_FILES);
  copy(sources, folders.typescript, root);
  const bytes = bytesOf(sources);
  const peers = there.filter(({ language }) => language === 'javascript');
  // What later runs remember.
  await measure(warm(root));
  const rows = await measureRows([
    { what: 'lockstep code, first run', command: () => cold(root) },
    { what: 'lockstep code, second run', command: () => warm(root) },
    {
      what: `lockstep code, ${CHANGED_FILES} files changed`,
      command: () => changedRun(root, sources),
    },
    { what: 'lockstep code, first run, one thread', command: () => cold(root, ['--threads', '1']) },
    ...peers.map((peer) => peerRow(peer, root)),
  ]);
  return {
    title: '1,000 TypeScript files',
    about: [
      `The ${sources.length} largest sources of an application in TypeScript (no tests), ${megabytes(bytes)} MB; whole program, all rules`,
      'First run: an empty cache. Files are changed by a line of comment at their end, so that each is lowered anew',
      'Wall time is that of a machine that had other work at the same time: compare processor times',
      ...(absent.length > 0 ? [`Not installed, so not measured: ${absent.join(', ')}`] : []),
    ],
    rows,
    goals: goalsOf(rows, bytes, peers),
  };
}

function goalsOf(
  rows: readonly MeasuredRow[],
  bytes: number,
  peers: readonly CodePeer[],
): readonly Goal[] {
  const [first, , changed] = rows;
  const pattern = rows.find(({ what }) => /^(?:semgrep|opengrep)/.test(what));
  if (first === undefined || changed === undefined) return [];
  const perTenMegabytes = (first.peakBytes / bytes) * 10e6;
  const goals = [
    {
      text: `first run within 3 s: ${seconds(first.wallMs)} of wall time, ${seconds(first.cpuMs)} of processor time on two cores`,
      met: first.wallMs <= 3000,
    },
    {
      text: `${CHANGED_FILES} changed files within 400 ms: ${seconds(changed.wallMs)}, ${seconds(changed.cpuMs)} of processor time`,
      met: changed.wallMs <= 400,
    },
    {
      text: `at most 700 MB for 10 MB of source: ${megabytes(first.peakBytes)} MB for ${megabytes(bytes)} MB of source`,
      met: perTenMegabytes <= 700e6 || first.peakBytes <= 700e6,
    },
  ];
  if (pattern === undefined || peers.length === 0) return goals;
  const times = pattern.cpuMs > 0 ? pattern.cpuMs / first.cpuMs : pattern.wallMs / first.wallMs;
  return [
    ...goals,
    {
      text: `5 times less processor time than ${pattern.what}: ${times.toFixed(1)} times`,
      met: times >= 5,
    },
  ];
}

/** First runs over trees of more and more copies of the same files, each copy in a folder of its own. */
async function growth(): Promise<Section> {
  const from = folders.typescript;
  const all = sourcesBelow(from, 'javascript');
  const trees = sizes.map((size) => {
    const root = scratchPath(`code-growth-${size}`);
    return { root, bytes: grow(root, from, all, size * 1e6) };
  });
  const measured = await measureRows(
    trees.map(({ root, bytes }) => ({
      what: `${megabytes(bytes)} MB`,
      command: () => cold(root),
      budgetMs: SIZE_BUDGET_MS,
    })),
  );
  for (const { root } of trees) rmSync(root, { recursive: true, force: true });
  const points = measured.map(({ cpuMs, peakBytes }, index) => {
    return { cpuMs, peakBytes, bytes: trees[index]?.bytes ?? NaN };
  });
  writeFileSync(path.join(repository, 'bench', 'code-growth.svg'), growthPlot(points));
  return {
    title: 'Growth with size',
    about: [
      'First runs over the sources of the same application; above its size, over copies of it side by side. [Plot](code-growth.svg)',
      ...points.map(({ bytes, cpuMs, peakBytes }) => {
        const millions = bytes / 1e6;
        const memory = peakBytes / bytes;
        return `${millions.toFixed(0)} MB: ${(cpuMs / millions).toFixed(0)} ms of processor time and ${memory.toFixed(0)} MB of memory for 1 MB`;
      }),
    ],
    rows: measured,
    goals: growthGoals(points),
  };
}

function growthGoals(points: readonly Point[]): readonly Goal[] {
  const settled = points.find(({ bytes }) => bytes >= 2e6) ?? points[0];
  const most = points.at(-1);
  if (settled === undefined || most === undefined) return [];
  const times = most.cpuMs / most.bytes / (settled.cpuMs / settled.bytes);
  const perTen = points
    .filter(({ bytes }) => bytes >= 5e6)
    .map((each) => each.peakBytes / each.bytes);
  const worst = Math.max(...perTen, 0) * 10;
  return [
    {
      text: `close to linear: the largest tree takes ${times.toFixed(2)} times the processor time per byte of that of ${megabytes(settled.bytes)} MB`,
      met: times <= 1.5,
    },
    {
      text: `at most 700 MB for 10 MB of source, of trees of 5 MB and more: ${worst.toFixed(0)} MB`,
      met: worst <= 700,
    },
  ];
}

/** A tree in another language, beside the tool that knows only that. */
async function otherLanguage(id: 'python' | 'go', name: string): Promise<Section | undefined> {
  const root = folders[id];
  if (root === '') return undefined;
  const sources = sourcesBelow(root, id);
  const peers = there.filter(({ language }) => language === id);
  await measure(warm(root));
  const rows = await measureRows([
    { what: 'lockstep code, first run', command: () => cold(root) },
    { what: 'lockstep code, second run', command: () => warm(root) },
    ...peers.map((peer) => peerRow(peer, root)),
  ]);
  const [first] = rows;
  const peer = rows[2];
  const times = (peer?.cpuMs ?? NaN) / (first?.cpuMs ?? NaN);
  const compared = {
    text: `no slower than ${peer?.what}: ${times.toFixed(1)} times its processor time`,
    met: times >= 1,
  };
  return {
    title: `A tree in ${name}`,
    about: [`${sources.length} sources that are no tests, ${megabytes(bytesOf(sources))} MB`],
    rows,
    goals: peer === undefined ? [] : [compared],
  };
}

function peerRow({ name, command }: CodePeer, root: string): Row {
  return { what: name, command: () => command(root), budgetMs: PEER_BUDGET_MS };
}

function warm(root: string, more: readonly string[] = []): Command {
  return lockstep(scratchPath('code.json'), ['code', root, '--cache-dir', cache, ...more]);
}

function cold(root: string, more: readonly string[] = []): Command {
  const empty = scratchPath('code-cache-cold');
  rmSync(empty, { recursive: true, force: true });
  return lockstep(scratchPath('code.json'), ['code', root, '--cache-dir', empty, ...more]);
}

function changedRun(root: string, sources: readonly Source[]): Command {
  const step = Math.ceil(sources.length / CHANGED_FILES);
  for (let index = 0; index < sources.length; index += step) {
    const file = sources[index]?.file ?? '';
    appendFileSync(path.join(root, file), `// changed at ${process.hrtime.bigint()}\n`);
  }
  return warm(root);
}
