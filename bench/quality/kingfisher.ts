import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { LabelledFile } from './labels.ts';

/**
 * mongodb/kingfisher `data/rules/*.yml`: each rule's own examples, one file each; all are secrets, so only recall means much.
 * @yields Each file with its labels.
 */
export function* kingfisher(folder: string): Generator<LabelledFile> {
  const rules = path.join(folder, 'data', 'rules');
  if (!existsSync(rules)) return;
  for (const file of readdirSync(rules).toSorted()) {
    if (!file.endsWith('.yml')) continue;
    const parsed: unknown = parse(readFileSync(path.join(rules, file), 'utf8'));
    let count = 0;
    for (const text of examplesIn(parsed)) {
      count += 1;
      yield exampleFile(file.slice(0, -4), count, text);
    }
  }
}

function exampleFile(group: string, count: number, text: string): LabelledFile {
  const last = text.trimEnd().split('\n').length;
  return {
    group,
    path: `${group}-${count}.txt`,
    bytes: Buffer.from(`${text}\n`),
    lines: new Map([[1, 'secret']]),
    kinds: new Map([[1, group]]),
    ends: new Map(last > 1 ? [[1, last]] : []),
  };
}

function* examplesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'examples' && Array.isArray(inner)) yield* inner.map(String);
    else yield* examplesIn(inner);
  }
}
