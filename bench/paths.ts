import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository: string = fileURLToPath(new URL('..', import.meta.url));
export const product: string = path.join(repository, 'dist', 'main.js');

/** Where the corpora lie: outside of the repository, so that no tool of this repository looks at them. */
export const corpora: string = path.resolve(
  process.env['LOCKSTEP_CORPORA'] ?? path.join(repository, '..', 'corpora'),
);

/** A corpus is made under another name and renamed when it is whole. */
export function corpusPath(name: 'tree' | 'history' | 'hostile'): string {
  return path.join(corpora, name);
}

/** Full path of gitleaks, or undefined when it is not installed. */
export function findGitleaks(): string | undefined {
  const named = process.env['GITLEAKS'];
  if (named !== undefined && named !== '') return path.resolve(named);
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, 'gitleaks')).find((file) => existsSync(file));
}
