import type { LogEntry, VerdictEntry } from '../../model/log-entry.ts';
import { isAnswer } from '../../rollout/judged-findings.ts';
import { readLine } from '../../rollout/log/read-line.ts';
import { lineOf } from '../../rollout/log/write-entry.ts';
import type { LogLine } from '../../store/log.ts';
import { reaches, type Principal } from '../access.ts';
import { logLineOf } from './log-line.ts';

/** Of one line, as in the files of the log. */
const MAX_LINE_CHARACTERS = 4 * 2 ** 20;
/** Clocks of machines differ; what claims to come later would be the last word of somebody. Chosen. */
const MAX_AHEAD_MS = 5 * 60_000;

/** Who brings lines, and to which log. */
export interface Bringing {
  readonly principal: Principal | undefined;
  /** Whose answers these are. */
  readonly author: string;
  readonly product: string;
  readonly productId: number;
  readonly nowMs: number;
}

/**
 * A line of a log as it is kept, or why it does not count. Answers of people are given by whoever brings them: the name in them is
 * set to that. Only who administers the service brings the log of elsewhere as it is, with names and changes of stage.
 */
export function takenLine(text: string, bringing: Bringing): LogLine | string {
  if (text.length > MAX_LINE_CHARACTERS) return 'longer than 4 MiB';
  const read = readLine(text, false);
  if ('what' in read) return read.what;
  const { entry } = read;
  const why = refusalOf(entry, bringing);
  if (why !== undefined) return why;
  const { principal, author, productId } = bringing;
  const isAsItIs = !isOfPerson(entry) || reaches(principal, 'administer', productId);
  return isAsItIs ? keptLine(entry) : logLineOf({ ...entry, by: author });
}

/** A person's answer: whoever brings it gives it. */
function isOfPerson(entry: LogEntry): entry is VerdictEntry {
  return entry.kind === 'verdict' && isAnswer(entry);
}

function refusalOf(
  entry: LogEntry,
  { principal, product, productId, nowMs }: Bringing,
): string | undefined {
  if (entry.product !== product) return 'of another product';
  if (Date.parse(entry.at) > nowMs + MAX_AHEAD_MS) return 'its time has not come yet';
  if (reaches(principal, 'administer', productId)) return undefined;
  if (entry.kind === 'stage') {
    return 'a change of stage is proposed and agreed on: POST /v1/proposals';
  }
  if (isOfPerson(entry)) {
    return reaches(principal, 'judge', productId) ? undefined : 'you may not give verdicts';
  }
  return reaches(principal, 'report', productId) ? undefined : 'you may not report runs';
}

function keptLine(entry: LogEntry): LogLine {
  const { id, kind, at } = entry;
  const fingerprint = entry.kind === 'verdict' ? entry.fingerprint : '';
  return { id, kind, at, fingerprint, line: lineOf(entry) };
}
