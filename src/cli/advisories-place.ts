import { LockstepError } from '../model/error.ts';
import { advisoriesFolder } from './advisories-folder.ts';
import type { Arguments } from './args.ts';
import type { Shell } from './shell.ts';

/** The folder that `lockstep advisories` works on. Throws LockstepError('advisories') where there is none. */
export function advisoriesPlace(input: Arguments, shell: Shell): string {
  const folder = advisoriesFolder(shell, input.value('dir'));
  if (folder !== undefined) return folder;
  throw new LockstepError('advisories', 'there is no home directory to keep advisories in', {
    repair: 'name a folder: --dir DIR, or set LOCKSTEP_ADVISORIES',
  });
}
