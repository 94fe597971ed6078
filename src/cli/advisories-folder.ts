import path from 'node:path';
import type { Shell } from './shell.ts';

/**
 * Where the advisories of this machine are: as named, else `LOCKSTEP_ADVISORIES`, else in the user's data by the XDG base
 * directory specification; undefined where there is no home. They are no cache: without a network they cannot be had again.
 */
export function advisoriesFolder(
  { cwd, env }: Pick<Shell, 'env' | 'cwd'>,
  named?: string,
): string | undefined {
  const own = named ?? env['LOCKSTEP_ADVISORIES'] ?? '';
  if (own !== '') return path.resolve(cwd, own);
  const xdg = env['XDG_DATA_HOME'] ?? '';
  if (path.isAbsolute(xdg)) return path.join(xdg, 'lockstep', 'advisories');
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  return path.isAbsolute(home)
    ? path.join(home, '.local', 'share', 'lockstep', 'advisories')
    : undefined;
}
