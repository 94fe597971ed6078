import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { corpus } from './corpora.ts';
import { measureRows, megabytes, type MeasuredRow, type Section } from './section.ts';
import { gitleaks, gitleaksVersion, lockstep, readReport, scratchPath } from './tools.ts';

const MAX_MEGABYTES = 400;
const CACHED_SHARE = 0.1;

/** Secrets in a tree of real source: first run, run with nothing changed since, and gitleaks. */
export async function benchTree(): Promise<Section> {
  const tree = corpus('tree');
  const report = scratchPath('tree.json');
  const cache = scratchPath('tree-cache');
  const secrets = ['secrets', tree, '--cache-dir', cache];
  const peer = gitleaks(['dir', tree]);
  const rows = await measureRows([
    {
      what: '`lockstep secrets`, first run',
      command: () => {
        rmSync(cache, { recursive: true, force: true });
        return lockstep(report, secrets);
      },
    },
    {
      what: '`lockstep secrets`, second run',
      command: () => lockstep(scratchPath('second.json'), secrets),
    },
    ...(peer === undefined
      ? []
      : [{ what: `\`gitleaks dir\` (${gitleaksVersion()})`, command: () => peer }]),
  ]);
  const { timing } = readReport(report);
  return {
    title: 'Secrets in a tree of real source',
    about: [
      `the corpus \`tree\`: ${filesBelow(tree).toLocaleString('en-US')} files of ${packagesOf(tree)} packages; Lockstep read ${megabytes(timing.bytesRead)} MB of them`,
      'Lockstep also looks into archives and writes its cache in the first run; gitleaks does neither by default',
    ],
    rows,
    goals: goalsOf(rows),
  };
}

function goalsOf(rows: readonly MeasuredRow[]): Section['goals'] {
  const [first, second, peer] = rows;
  if (first === undefined || second === undefined) return [];
  return [
    { text: `at most ${MAX_MEGABYTES} MB of memory`, met: first.peakBytes <= MAX_MEGABYTES * 1e6 },
    {
      text: 'the second run takes at most a tenth of the first',
      met: second.wallMs <= first.wallMs * CACHED_SHARE,
    },
    ...(peer === undefined
      ? []
      : [{ text: 'at least as fast as gitleaks', met: first.wallMs <= peer.wallMs }]),
  ];
}

function filesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;
}

function packagesOf(tree: string): number {
  return readdirSync(tree).flatMap((registry) => readdirSync(path.join(tree, registry))).length;
}
