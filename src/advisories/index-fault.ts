import { LockstepError } from '../model/error.ts';

/** What is said of an index that cannot be believed: it never answers "nothing known" instead. */
export function indexFault(file: string, what: string, cause?: unknown): LockstepError {
  return new LockstepError('advisories', `the advisories in ${file} cannot be used: ${what}`, {
    repair: 'fetch them anew: lockstep advisories pull --full',
    cause,
  });
}
