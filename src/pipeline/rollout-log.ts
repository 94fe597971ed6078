import path from 'node:path';
import { logAt } from '../collect/log-at.ts';
import type { OpenTarget } from '../collect/target.ts';
import { readLogFolder, type LogSegments } from '../io/log-folder.ts';
import type { GitBase } from '../model/git.ts';
import type { LogEntry } from '../model/log-entry.ts';
import type { Policy } from '../model/policy.ts';
import type { LogStore } from './log-store.ts';
import { readLog, type LogReading, type Wanted } from '../rollout/log/read-log.ts';

/** Where the log of a run is read from. */
export interface LogPlace {
  readonly target: OpenTarget;
  readonly policy: Policy;
  readonly product: string;
  /** A log outside of the target, named by the user; it counts besides the target's own. */
  readonly log?: LogStore | undefined;
  /** Whose version of the target's own log holds. */
  readonly base?: GitBase | undefined;
}

export interface LogOfRun extends LogReading {
  /** Each one sentence: files that could not be read, lines that did not count. */
  readonly notes: readonly string[];
}

/**
 * The entries that count for a run: of the target's own log, as its base has it where there is one, and of the log
 * that the user named.
 */
export async function logOfRun(
  place: LogPlace,
  kinds?: readonly LogEntry['kind'][],
): Promise<LogOfRun> {
  const names: readonly string[] | undefined = kinds;
  const wanted: Wanted | undefined = names && ((kind) => names.includes(kind));
  const own = await ownLog(place);
  const other = await otherLog(place, kinds);
  const reading = readLog(inTurn(own.segments, other.segments), wanted);
  return { ...reading, notes: [...own.problems, ...other.problems, ...lineNotes(reading)] };
}

function* inTurn<T>(...lists: readonly Iterable<T>[]): Generator<T> {
  for (const list of lists) yield* list;
}

const nothing: LogSegments = { segments: [], problems: [] };

/**
 * A folder inside of the target is part of the change that is judged: where there is a base it does not count, or the
 * change could bring the verdicts that demote the rule which stops it.
 */
async function otherLog(
  { target, log, base, product }: LogPlace,
  kinds?: readonly LogEntry['kind'][],
): Promise<LogSegments> {
  if (log === undefined || (base !== undefined && log.isInside(target.root))) return nothing;
  return log.read(product, kinds);
}

function ownLog({ target, policy, base }: LogPlace): Promise<LogSegments> | LogSegments {
  const folder = policy.rollout.log;
  return base === undefined
    ? readLogFolder(path.join(target.root, folder))
    : logAt(target.root, base.commit, folder);
}

function lineNotes({ problems }: LogReading): readonly string[] {
  const [first] = problems;
  if (first === undefined) return [];
  const more = problems.length > 1 ? `, and ${problems.length - 1} more lines` : '';
  return [`The log: line ${first.line} of ${first.segment} does not count: ${first.what}${more}`];
}
