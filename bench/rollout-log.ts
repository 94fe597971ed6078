// A log of a million lines: how long does `rollout status` take, and how much memory?
// npm run build && node --import tsx bench/rollout-log.ts [lines]
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadChecks, productRegistry } from '../src/pipeline/load-checks.ts';
import { measure, type Measured } from './measure.ts';
import { corpora, product, repository } from './paths.ts';
import { LAST_SECOND, writeLog, type LogSize } from './rollout-log-corpus.ts';

const DEFAULT_LINES = 1_000_000;
const RULES = 300;
const RUNS = 3;

const lines = Number(process.argv[2] ?? DEFAULT_LINES);
const checks = await loadChecks(productRegistry);
const rules = checks.flatMap((check) => check.rules.map(({ id }) => id)).slice(0, RULES);
const size: LogSize = { lines, files: Math.ceil(lines / 500), days: 70, repositories: 50, rules };
const log = path.join(corpora, `rollout-log-${lines}`);
if (!existsSync(log)) {
  writeLog(`${log}.part`, size);
  renameSync(`${log}.part`, log);
}

const place = mkdtempSync(path.join(tmpdir(), 'lockstep-rollout-log-'));
const policy = 'version: 1\nproduct: shop\nrules:\n  "*": observe\n';
writeFileSync(path.join(place, 'lockstep.yaml'), policy);

function status(): Promise<Measured> {
  return measure({
    program: process.execPath,
    args: [product, 'rollout', 'status', '--log', log],
    cwd: place,
    env: { LOCKSTEP_CACHE_DIR: path.join(place, 'cache'), SOURCE_DATE_EPOCH: String(LAST_SECOND) },
    good: [0],
  });
}

/** The best of some runs: other work on the machine only adds. */
async function best(prepare: () => void): Promise<readonly string[]> {
  const runs: Measured[] = [];
  for (let run = 0; run < RUNS; run++) {
    prepare();
    runs.push(await status());
  }
  const wall = Math.min(...runs.map(({ wallMs }) => wallMs)) / 1000;
  const peak = Math.min(...runs.map(({ peakBytes }) => peakBytes)) / 2 ** 20;
  return [`${wall.toFixed(2)} s`, `${Math.round(peak)} MiB`];
}

const rows = [
  [
    'first run',
    ...(await best(() => rmSync(path.join(place, 'cache'), { recursive: true, force: true }))),
  ],
  ['later run', ...(await best(() => undefined))],
];
rmSync(place, { recursive: true });
const text = `# The log at ${lines.toLocaleString('en')} lines

\`npm run build && node --import tsx bench/rollout-log.ts\` writes a log of ${size.days} days, ${size.repositories} repositories, ${rules.length} rules and
${size.files.toLocaleString('en')} files (94 % runs, 6 % verdicts; the same on every machine) and runs \`lockstep rollout status\` on it as a process: the best of
${RUNS}, Node ${process.version}, start included. A *first run* reads every line and seals a snapshot in the cache folder; a *later run*
reads the snapshot and the files that are new.

| run | wall time | peak memory |
| --- | --- | --- |
${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`;
process.stdout.write(text);
if (lines === DEFAULT_LINES) writeFileSync(path.join(repository, 'bench', 'rollout-log.md'), text);
