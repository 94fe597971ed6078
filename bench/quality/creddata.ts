import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Label, LabelledFile } from './labels.ts';

/**
 * Samsung/CredData: `meta/<repository>.csv` has a row for each reviewed line, T for a secret, F for none, X for a placeholder
 * or test value. The files are those of the repositories at the commits of `snapshot.json`, laid out by
 * `bench/obtain-creddata.ts` as `files/<repository>/<path>` with `files/<repository>.json` (file id → path).
 * @yields Each file with its labels.
 */
export function* credData(folder: string): Generator<LabelledFile> {
  const files = path.join(folder, 'files');
  if (!existsSync(files)) return;
  for (const index of readdirSync(files).toSorted()) {
    if (!index.endsWith('.json')) continue;
    const group = index.slice(0, -5);
    const paths = pathsIn(path.join(files, index));
    const rows = rowsByFile(path.join(folder, 'meta', `${group}.csv`));
    for (const [id, inner] of paths) {
      const bytes = readFileSync(path.join(files, group, inner));
      yield { group, path: `${group}/${inner}`, bytes, ...labelsOf(rows.get(id) ?? []) };
    }
  }
}

interface Row {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly truth: string;
  readonly kind: string;
}

function pathsIn(index: string): ReadonlyMap<string, string> {
  const parsed: unknown = JSON.parse(readFileSync(index, 'utf8'));
  const pairs = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  return new Map(pairs.map(([id, inner]) => [id, String(inner)]));
}

/** Columns: Id, FileID, Domain, RepoName, FilePath, LineStart, LineEnd, GroundTruth, … and Category last; none is quoted. */
function rowsByFile(csv: string): ReadonlyMap<string, readonly Row[]> {
  const rows = new Map<string, Row[]>();
  for (const line of readFileSync(csv, 'utf8').trim().split(/\r?\n/).slice(1)) {
    const cells = line.split(',');
    const [, file = '', , , , start, end, truth = ''] = cells;
    const row = { file, start: Number(start), end: Number(end), truth, kind: cells.at(-1) ?? '' };
    const known = rows.get(file);
    if (known === undefined) rows.set(file, [row]);
    else known.push(row);
  }
  return rows;
}

/** A line is a secret when one of its rows says so. */
function labelsOf(rows: readonly Row[]): Pick<LabelledFile, 'lines' | 'kinds' | 'ends'> {
  const lines = new Map<number, Label>();
  const kinds = new Map<number, string>();
  const ends = new Map<number, number>();
  for (const { start, end, truth, kind } of rows) {
    if (lines.get(start) === 'secret') continue;
    lines.set(start, truth === 'T' ? 'secret' : 'other');
    kinds.set(start, kind);
    if (end > start) ends.set(start, end);
  }
  return { lines, kinds, ends };
}
