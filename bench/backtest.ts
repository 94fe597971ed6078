// How long a backtest takes beside one full check of the same repository.
// npm run build && node --import tsx bench/backtest.ts [--repository DIR] [--last N]
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { measure, type Command } from './measure.ts';
import { corpora, product, repository } from './paths.ts';
import { measureRows, sectionText, type Row } from './section.ts';
import { shellOut } from './shell-out.ts';
import { scratchPath } from './tools.ts';

const upstream = 'https://github.com/ansible/ansible';
/** Head of its branch devel on 2024-10-24: 5,053 files. */
const pinned = 'c9ac477e53a99e95781f333eec3329a935c1bf95';
const MAX_TIMES_CHECK = 10;
const MAX_WARM_MS = 5_000;
const LEAST_FILES = 5_000;
const LEAST_CHANGES = 200;

const { values } = parseArgs({
  options: { repository: { type: 'string' }, last: { type: 'string', default: '200' } },
});
if (!existsSync(product)) throw new Error('build first: npm run build');

/** A work tree of the repository: the one that was named, or the pinned one, is cloned and never written to. */
function clone(): string {
  const kept = path.join(corpora, 'backtest.git');
  if (values.repository === undefined && !existsSync(kept)) {
    mkdirSync(corpora, { recursive: true });
    shellOut('git', ['clone', '--quiet', '--bare', '--no-tags', upstream, kept]);
  }
  const folder = scratchPath('repository');
  shellOut('git', ['clone', '--quiet', '--no-checkout', values.repository ?? kept, folder]);
  const to = values.repository === undefined ? pinned : 'HEAD';
  shellOut('git', ['-C', folder, 'checkout', '--quiet', to]);
  return folder;
}

let fresh = 0;

function command(words: readonly string[], cacheDir: string): Command {
  const output = ['--quiet', '--cache-dir', cacheDir, '-f', 'json', '-o', report];
  return {
    program: process.execPath,
    args: [product, ...words, root, ...output],
    env: { LOCKSTEP_KEY: 'bench'.repeat(8) },
    good: [0],
  };
}

const root = clone();
const report = scratchPath('report.json');
const warmCache = scratchPath('warm');
const backtest = ['backtest', '--last', values.last];
const rows: readonly Row[] = [
  {
    what: '`lockstep check`, cold',
    command: () => command(['check'], scratchPath(`cold-${fresh++}`)),
  },
  {
    what: `\`lockstep backtest --last ${values.last}\`, cold`,
    command: () => command(backtest, scratchPath(`cold-${fresh++}`)),
  },
  {
    what: `\`lockstep backtest --last ${values.last}\`, warm`,
    command: () => command(backtest, warmCache),
  },
];
// The first run fills the cache and is not counted.
await measure(command(backtest, warmCache));
const measured = await measureRows(rows);
const [check, cold, warm] = measured;
if (check === undefined || cold === undefined || warm === undefined) throw new Error('no runs');

const { timing, changes } = readBacktest();
const files = shellOut('git', ['-C', root, 'ls-files', '-z']).split('\0').length - 1;
const head = shellOut('git', ['-C', root, 'rev-parse', 'HEAD']).trim();
const source = values.repository === undefined ? upstream : path.basename(values.repository);
const times = cold.wallMs / check.wallMs;
const text = sectionText(
  {
    title: 'A backtest beside one full check',
    about: [
      `${path.basename(source)} at ${head.slice(0, 12)}: ${files.toLocaleString('en-US')} files, ${changes.toLocaleString('en-US')} changes of its mainline, ${timing.units.toLocaleString('en-US')} contents`,
      'each cold run has an empty cache; a warm one that of a run before',
    ],
    rows: measured,
    goals: [
      {
        text: `at least ${LEAST_FILES} files and ${LEAST_CHANGES} changes`,
        met: files >= LEAST_FILES && changes >= LEAST_CHANGES,
      },
      {
        text: `cold at most ${MAX_TIMES_CHECK} times one full check: ${times.toFixed(1)} times`,
        met: times <= MAX_TIMES_CHECK,
      },
      { text: `warm within ${MAX_WARM_MS / 1000} s`, met: warm.wallMs <= MAX_WARM_MS },
    ],
    load: loadavg()[0] ?? 0,
  },
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
);
const page = `# Backtest\n\n\`npm run build && node --import tsx bench/backtest.ts\`; [bench/README.md](README.md) says how it measures.\n\n${text}`;
writeFileSync(path.join(repository, 'bench', 'backtest.md'), page);
process.stdout.write(text);

interface BacktestReport {
  readonly changes: number;
  readonly timing: { readonly units: number };
}

function readBacktest(): BacktestReport {
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by the run before
  return JSON.parse(readFileSync(report, 'utf8')) as BacktestReport;
}
