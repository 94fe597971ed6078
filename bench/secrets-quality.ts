/**
 * Precision and recall of the secrets check and of two peers, by lines, on labelled sets outside the repository:
 * `npx tsx bench/secrets-quality.ts [set…]`. See bench/README.md for how to obtain them.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { credData } from './quality/creddata.ts';
import { credSweeper } from './quality/credsweeper.ts';
import { kingfisher } from './quality/kingfisher.ts';
import type { LabelledFile, Split } from './quality/labels.ts';
import { splitOf } from './quality/labels.ts';
import type { Score } from './quality/score.ts';
import { f1, precision, recall, scoreOf } from './quality/score.ts';
import type { Reports } from './quality/tools.ts';
import { tools } from './quality/tools.ts';

const corpora = process.env['LOCKSTEP_CORPORA'] ?? '../corpora';

interface LabelledSet {
  readonly name: string;
  readonly files: () => Iterable<LabelledFile>;
}

const sets: readonly LabelledSet[] = [
  { name: 'creddata', files: () => credData(path.join(corpora, 'creddata')) },
  { name: 'credsweeper', files: () => credSweeper(path.join(corpora, 'credsweeper')) },
  { name: 'kingfisher', files: () => kingfisher(path.join(corpora, 'kingfisher')) },
];

const wanted = process.argv.slice(2);
const rows = ['| set | files | secrets | tool | TP | FP | FN | precision | recall | F1 |'];
rows.push('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const set of sets) {
  if (wanted.length > 0 && !wanted.includes(set.name)) continue;
  const files = [...set.files()];
  if (files.length === 0) {
    process.stderr.write(`${set.name}: nothing under ${corpora}\n`);
    continue;
  }
  rows.push(...tableOf(set.name, files));
}
const table = `${rows.join('\n')}\n`;
process.stdout.write(`${table}\n`);
writeFileSync(
  'bench/secrets-quality.md',
  `# Quality of the secrets check\n\nWritten by \`npx tsx bench/secrets-quality.ts\` on ${new Date().toISOString().slice(0, 10)}; see bench/README.md for the sets, how lines are counted and what the split means.\n\n${table}`,
);

function tableOf(name: string, files: readonly LabelledFile[]): readonly string[] {
  const reports = reportsOn(files);
  const lines: string[] = [];
  for (const split of ['dev', 'held-out'] satisfies readonly Split[]) {
    const part = files.filter((file) => splitOf(file.group) === split);
    for (const [label, ignored] of variants(name)) {
      for (const { tool, reported } of reports) {
        const score = scoreOf(part, reported, ignored);
        lines.push(rowOf(`${name}${label}, ${split}`, { files: part.length, tool, score }));
      }
    }
  }
  return lines;
}

/** CredData calls UUIDs secrets whatever their name; no tool here means to report those. */
function variants(name: string): readonly (readonly [string, ReadonlySet<string>])[] {
  const whole = ['', new Set<string>()] as const;
  return name === 'creddata' ? [whole, [' without UUID', new Set(['UUID'])]] : [whole];
}

function reportsOn(
  files: readonly LabelledFile[],
): readonly { readonly tool: string; readonly reported: Reports }[] {
  const root = mkdtempSync(path.join(tmpdir(), 'secrets-quality-'));
  const folder = path.join(root, 'files');
  try {
    for (const file of files) {
      const target = path.join(folder, file.path);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, file.bytes);
    }
    return tools.map((tool) => {
      process.stderr.write(`${tool.name}: ${files.length} files\n`);
      return { tool: tool.name, reported: tool.run(folder, files) };
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function rowOf(
  name: string,
  row: { readonly files: number; readonly tool: string; readonly score: Score },
): string {
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn } = row.score;
  const shares = [precision(row.score), recall(row.score), f1(row.score)].map((share) =>
    share.toFixed(3),
  );
  return `| ${[name, row.files, tp + fn, row.tool, tp, fp, fn, ...shares].join(' | ')} |`;
}
