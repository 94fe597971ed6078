import { cpSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { languageOf } from '../src/checks/code/languages/all.ts';
import { isTestPath } from '../src/checks/code/test-path.ts';

/** A source below a folder. */
export interface Source {
  readonly file: string;
  readonly bytes: number;
}

/** Sources of one language that are no tests and no declarations, by path. */
export function sourcesBelow(root: string, language: string): readonly Source[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => languageOf(file)?.id === language && !isTestPath(file))
    .filter((file) => !file.endsWith('.d.ts') && !/(?:^|\/)(?:node_modules|\.git)\//.test(file))
    .toSorted()
    .map((file) => ({ file, bytes: statSync(path.join(root, file)).size }));
}

export function largest(sources: readonly Source[], count: number): readonly Source[] {
  return sources
    .toSorted((a, b) => b.bytes - a.bytes || a.file.localeCompare(b.file))
    .slice(0, count);
}

export function bytesOf(sources: readonly Source[]): number {
  return sources.reduce((sum, { bytes }) => sum + bytes, 0);
}

export function copy(sources: readonly Source[], from: string, to: string): void {
  for (const { file } of sources) {
    mkdirSync(path.dirname(path.join(to, file)), { recursive: true });
    cpSync(path.join(from, file), path.join(to, file));
  }
}

/** Copies the sources of `from`, side by side, until the tree is as large as wanted; returns how large it is. */
export function grow(
  root: string,
  from: string,
  all: readonly Source[],
  wantedBytes: number,
): number {
  let bytes = 0;
  for (let round = 1; bytes < wantedBytes; round++) {
    const chosen: Source[] = [];
    for (const source of all) {
      if (bytes >= wantedBytes) break;
      chosen.push(source);
      bytes += source.bytes;
    }
    if (chosen.length === 0) throw new Error(`no sources below ${from}`);
    copy(chosen, from, path.join(root, `copy-${round}`));
  }
  return bytes;
}
