import path from 'node:path';
import { isThere, realPath } from '../io/files.ts';
import { LockstepError } from '../model/error.ts';

/** A path that an agent named, and the folder of the server's start that it lies in. */
export interface Place {
  readonly root: string;
  /** Absolute, without links. */
  readonly real: string;
}

/**
 * Finds the folder in which a path lies, also of a file that does not exist yet; a relative one is below the first. Throws
 * LockstepError('target') for what lies in none: links are followed before that is asked.
 */
export function placeIn(roots: readonly string[], said: unknown): Place {
  const [first] = roots;
  if (first === undefined) throw new LockstepError('target', 'the server has no folder');
  const named = path.resolve(first, typeof said === 'string' && said !== '' ? said : '.');
  const real = realOf(named);
  const root = roots.find(
    (each) => real === each || real.startsWith(each === path.sep ? each : each + path.sep),
  );
  if (root !== undefined) return { root, real };
  throw new LockstepError(
    'target',
    'this path lies in no folder that the server was started with',
    {
      repair: 'Name one below them; "lockstep mcp FOLDER" starts it with another.',
    },
  );
}

/** Without links, as far as it exists. */
function realOf(named: string): string {
  const rest: string[] = [];
  for (let at = named; ; at = path.dirname(at)) {
    if (isThere(at) || at === path.dirname(at)) return path.join(realPath(at), ...rest);
    rest.unshift(path.basename(at));
  }
}
