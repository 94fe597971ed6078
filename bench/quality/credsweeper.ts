import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Label, LabelledFile } from './labels.ts';

/**
 * Samsung/CredSweeper `tests/samples`: synthetic files. `tests/data/output.json` lists, for each secret, the lines that its
 * authors expect their own scanner to report; every other line counts as none. Binary samples are left out.
 * @yields Each file with its labels.
 */
export function* credSweeper(folder: string): Generator<LabelledFile> {
  const samples = path.join(folder, 'tests', 'samples');
  if (!existsSync(samples)) return;
  const secrets = expectedLines(path.join(folder, 'tests', 'data', 'output.json'));
  for (const name of readdirSync(samples).toSorted()) {
    const bytes = readFileSync(path.join(samples, name));
    if (bytes.includes(0)) continue;
    yield { group: name, path: name, bytes, ...labelsOf(secrets.get(name) ?? []) };
  }
}

interface Expected {
  readonly line: number;
  readonly rule: string;
}

function expectedLines(file: string): ReadonlyMap<string, readonly Expected[]> {
  const found = new Map<string, Expected[]>();
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  for (const entry of asArray(parsed)) {
    const rule = String(field(entry, 'rule'));
    // The first line is where the secret begins.
    const [first] = asArray(field(entry, 'line_data_list'));
    const name = path.posix.basename(String(field(first, 'path')));
    const expected = { line: Number(field(first, 'line_num')), rule };
    const known = found.get(name);
    if (known === undefined) found.set(name, [expected]);
    else known.push(expected);
  }
  return found;
}

function labelsOf(secrets: readonly Expected[]): Pick<LabelledFile, 'lines' | 'kinds' | 'ends'> {
  const lines = new Map<number, Label>(secrets.map(({ line }) => [line, 'secret']));
  return { lines, kinds: new Map(secrets.map(({ line, rule }) => [line, rule])), ends: new Map() };
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
