import path from 'node:path';
import { loadKey } from '../io/key.ts';
import type { RunRequest } from '../pipeline/request.ts';
import type { Arguments } from './args.ts';
import type { Shell } from './shell.ts';

/** Where results are remembered, and the key that seals them. */
export function cacheOf(
  input: Arguments,
  { cwd, env }: Shell,
): Pick<RunRequest, 'cacheDir' | 'cacheName' | 'key'> {
  const named = input.value('cache-dir');
  const folder = named === undefined ? cacheFolder(env) : path.resolve(cwd, named);
  return {
    cacheDir: input.has('no-cache') ? undefined : folder,
    // Who checks out into another folder each time has the same target each time.
    cacheName: env['LOCKSTEP_CACHE_NAME'] || undefined,
    key: loadKey(env),
  };
}

/** `LOCKSTEP_CACHE_DIR`, else by the XDG base directory specification; none where there is no home. */
function cacheFolder(env: Shell['env']): string | undefined {
  const own = env['LOCKSTEP_CACHE_DIR'] ?? '';
  if (own !== '') return path.resolve(own);
  const xdg = env['XDG_CACHE_HOME'] ?? '';
  if (path.isAbsolute(xdg)) return path.join(xdg, 'lockstep');
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  return path.isAbsolute(home) ? path.join(home, '.cache', 'lockstep') : undefined;
}
