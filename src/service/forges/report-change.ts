import { digestOf } from '../../policy/canonical-json.ts';
import { claimChange, releaseChange, type ChangeWork, type Told } from '../../store/changes.ts';
import type { Database } from '../../store/database.ts';
import { noteForge } from '../../store/forges.ts';
import type { ScanRunner } from '../context.ts';
import { nextAttempt } from '../notify/retries.ts';
import { ForgeProblem } from './ask-forge.ts';
import { stateOf, type ChangeState } from './comment-facts.ts';
import { openForge, type ForgeKeys } from './forge-access.ts';
import type { ForgeClient } from './forge-client.ts';
import { githubClient } from './github-client.ts';
import { gitlabClient } from './gitlab-client.ts';
import { tellForge } from './tell-forge.ts';

export interface ReportOptions extends ForgeKeys {
  readonly database: Database;
  /** Where the console is; undefined: comments have no links. */
  readonly publicUrl: string | undefined;
  /** Has a change told again, at once or not before a time. */
  readonly tell: ScanRunner['tell'];
}

/** For all that is said of a change at one time; and how long nobody else says anything of it. */
const TIMEOUT_MS = 120_000;
const LEASE_SECONDS = 150;
/** When somebody else is at it. */
const BUSY_MS = 2_000;
const MAX_PROBLEM = 500;

/**
 * Tells the forge of a change what is known of it now, however often it is asked to: what it was told before is not told again. What
 * the forge cannot take now is told later, when the forge says or ever later; what it refuses is written down.
 */
export async function reportChange(
  changeId: number,
  signal: AbortSignal,
  options: ReportOptions,
): Promise<void> {
  const { database, tell } = options;
  const work = await claimChange(database, changeId, LEASE_SECONDS);
  if (work === undefined) return;
  if (work === 'busy') {
    await tell(database, changeId, new Date(Date.now() + BUSY_MS));
    return;
  }
  const known = await stateOf(database, work, options.publicUrl);
  const name = nameOf(work, known);
  if (!work.isOpen || work.reported === name) {
    await releaseChange(database, work.id, { ...work, reported: undefined, problem: '' });
    return;
  }
  let problems: readonly ForgeProblem[] | undefined;
  try {
    const within = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    problems = await bring(work, known, within, options);
  } catch (error) {
    await releaseChange(database, work.id, { ...work, reported: undefined, problem: 'it failed' });
    throw error;
  }
  if (problems === undefined) {
    await releaseChange(database, work.id, { ...work, reported: undefined, problem: '' });
  } else await settle(work, name, problems, options);
}

/** What the forge is told when it is told all of this. */
function nameOf({ head, scan, isDraft }: ChangeWork, known: ChangeState): string {
  // Decided again, it is told again.
  const decided = known.state === 'decided' ? digestOf(JSON.stringify(known.facts)) : known.state;
  return `${head} ${scan?.id} ${isDraft ? 'draft' : 'ready'} ${decided}`;
}

async function bring(
  work: ChangeWork,
  known: ChangeState,
  signal: AbortSignal,
  { database, ...keys }: ReportOptions,
): Promise<readonly ForgeProblem[] | undefined> {
  try {
    const { kind, place, markerKey } = await openForge(database, work, keys, signal);
    const make = kind === 'github' ? githubClient : gitlabClient;
    const client: ForgeClient = make(place, work);
    return await tellForge({ database, client, work, key: markerKey }, known);
  } catch (error) {
    if (error instanceof ForgeProblem) return [error];
    throw error;
  }
}

async function settle(
  work: ChangeWork,
  name: string,
  problems: readonly ForgeProblem[],
  { database, tell }: ReportOptions,
): Promise<void> {
  const problem = problems
    .map(({ message }) => message)
    .join('; ')
    .slice(0, MAX_PROBLEM);
  const passing = problems.filter(({ isPassing }) => isPassing);
  const attempts = passing.length === 0 ? 0 : work.attempts + 1;
  const next = passing.length === 0 ? undefined : nextOf(passing, attempts);
  const told: Told = { reported: problems.length === 0 ? name : undefined, attempts, problem };
  await database.transaction(async (transaction) => {
    await releaseChange(transaction, work.id, told);
    await noteForge(transaction, work.forge, problem);
    if (next !== undefined) await tell(transaction, work.id, next);
  });
}

/** When to try again, not before the last of what the forge asked for. */
function nextOf(problems: readonly ForgeProblem[], attempts: number): Date | undefined {
  const times = problems.flatMap(({ notBefore }) => notBefore?.getTime() ?? []);
  const notBefore = times.length === 0 ? undefined : new Date(Math.max(...times));
  return nextAttempt(attempts, { now: new Date(), random: Math.random(), notBefore });
}
