import { resolveBase } from '../../collect/base.ts';
import { mainline, type Mainline, type MainlineStep } from '../../collect/mainline.ts';
import type { OpenTarget } from '../../collect/target.ts';
import { LockstepError } from '../../model/error.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import { isDate } from '../../policy/dates.ts';
import type { HistoryRange } from './request.ts';

/** Chosen: years of a busy project; the list of its commits is still read in a second. */
export const MAX_CHANGES = 10_000;

export interface ChosenSteps {
  /** The oldest first, without a gap. */
  readonly steps: readonly MainlineStep[];
  readonly incomplete: readonly Incomplete[];
  readonly notes: readonly string[];
}

/** The steps of the mainline that a range names, and what of it is not there. Throws LockstepError('git'). */
export async function chooseSteps(
  target: OpenTarget,
  range: HistoryRange,
  signal: AbortSignal,
): Promise<ChosenSteps> {
  const to = headOf(target);
  const limit = range.count ?? MAX_CHANGES;
  const start = range.kind === 'last' ? {} : await startOf(target, range.from, signal);
  const found = await mainline(target.root, { to, limit, ...start }, signal);
  const { shallow = false } = target.git ?? {};
  return {
    steps: found.steps,
    incomplete: [
      ...(shallow && found.reachesRoot ? [shallowHistory(found)] : []),
      ...(found.isCut && range.count === undefined ? [tooLong()] : []),
    ],
    notes:
      found.reachesRoot && !shallow
        ? ['The first commit is not replayed: what it holds was there from the start.']
        : [],
  };
}

function headOf({ git, gitProblem, root }: OpenTarget): string {
  if (git === undefined) {
    throw (
      gitProblem ??
      new LockstepError('git', `${root} is not in a git repository`, {
        repair: 'A backtest replays commits: run it in a git work tree.',
      })
    );
  }
  if (git.commit !== undefined) return git.commit;
  throw new LockstepError('git', 'the branch has no commit yet', {
    repair: 'Commit first, or check out the branch that is to be replayed.',
  });
}

async function startOf(
  target: OpenTarget,
  from: string,
  signal: AbortSignal,
): Promise<{ readonly since: string } | { readonly after: string }> {
  if (isDate(from)) return { since: `${from}T00:00:00.000Z` };
  const { commit } = await resolveBase(target, from, signal);
  return { after: commit };
}

function shallowHistory({ steps }: Mainline): Incomplete {
  const count = steps.length === 1 ? '1 change' : `${steps.length} changes`;
  return {
    checkId: '*',
    what: 'history',
    reason: 'no-history',
    detail: `The clone is shallow: only ${count} of the range could be replayed. Fetch the rest: git fetch --unshallow (in a pipeline: fetch-depth: 0).`,
  };
}

function tooLong(): Incomplete {
  return {
    checkId: '*',
    what: 'history',
    reason: 'limit',
    detail: `The range has more than ${MAX_CHANGES} changes: only the newest were replayed. Begin later.`,
  };
}
