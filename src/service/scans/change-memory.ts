import { hash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ChangeSubject } from '../../store/scans.ts';

/** What is remembered of one repository, and under which key: of what others left nothing is believed. */
export interface ChangeMemory {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A repository that had no change for so long starts anew. */
const MAX_AGE_MS = 60 * 24 * 3_600_000;

/**
 * Where what was examined of a repository's changes is remembered, in a folder of its own with a key of its own, by the name of the
 * repository: each scan has another folder. Those of others that nobody has used for long are removed.
 */
export function changeMemory(caches: string, { forge, url }: ChangeSubject): ChangeMemory {
  const name = hash('sha256', `${forge} ${url}`, 'hex').slice(0, 32);
  forgetOld(caches, name);
  const folder = path.join(caches, name);
  return { folder, env: { XDG_CONFIG_HOME: folder, LOCKSTEP_CACHE_NAME: url } };
}

function forgetOld(caches: string, but: string): void {
  if (!existsSync(caches)) return;
  const oldest = Date.now() - MAX_AGE_MS;
  for (const name of readdirSync(caches)) {
    const place = path.join(caches, name);
    const stat = statSync(place, { throwIfNoEntry: false });
    // Its time is that of the last file that was put there.
    if (name === but || stat === undefined || stat.mtimeMs >= oldest) continue;
    rmSync(place, { recursive: true, force: true });
  }
}
