import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Files } from './sources.ts';

/** Who commits, and when. */
export interface Signature {
  readonly author: string;
  readonly at: Date;
}

/** Git without settings of whoever runs it; returns what it says. Equal calls on equal trees make equal commits. */
export function git(root: string, words: readonly string[], { author, at }: Signature): string {
  const date = at.toISOString();
  // Git leaves the brackets out of names, and refuses what is empty then.
  const mail = `${author.replaceAll(/[^a-z.]/giu, '') || 'nobody'}@shop.example`;
  return execFileSync('git', ['-C', root, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_AUTHOR_NAME: author,
      GIT_AUTHOR_EMAIL: mail,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: author,
      GIT_COMMITTER_EMAIL: mail,
      GIT_COMMITTER_DATE: date,
    },
  }).trim();
}

/** An empty repository of this address, on branch `main`. */
export function initRepository(root: string, address: string, by: Signature): void {
  mkdirSync(root, { recursive: true });
  git(root, ['init', '-q', '-b', 'main'], by);
  git(root, ['remote', 'add', 'origin', address], by);
}

export function putFiles(root: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
}

/** Commits all that is there. */
export function commit(root: string, message: string, by: Signature): void {
  git(root, ['add', '-A'], by);
  git(root, ['commit', '-q', '--allow-empty', '-m', message], by);
}
