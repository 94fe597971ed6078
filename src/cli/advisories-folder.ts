import path from 'node:path';
import { cacheFolder } from './cache-of.ts';
import type { Shell } from './shell.ts';

/**
 * Where the advisories of this machine are: `LOCKSTEP_ADVISORIES`, else beside the cache of results; undefined where there
 * is no home.
 */
export function advisoriesFolder({ env, cwd }: Pick<Shell, 'env' | 'cwd'>): string | undefined {
  const own = env['LOCKSTEP_ADVISORIES'] ?? '';
  if (own !== '') return path.resolve(cwd, own);
  const cache = cacheFolder(env);
  return cache === undefined ? undefined : path.join(cache, 'advisories');
}
