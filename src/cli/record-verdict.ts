import type { JudgedFinding } from '../model/decision.ts';
import type { VerdictKind } from '../model/log-entry.ts';
import type { RunResult } from '../pipeline/assemble.ts';
import { placeOf } from '../pipeline/entries-of-run.ts';
import { isDrawn } from '../rollout/sample.ts';
import { verdictEntry } from '../rollout/verdict-entry.ts';
import type { Arguments } from './args.ts';
import { logOfRun, openLog } from './log.ts';
import type { Shell } from './shell.ts';

/** A verdict that was written. */
export interface RecordedVerdict {
  readonly entry: ReturnType<typeof verdictEntry>;
  /** As shown to people. */
  readonly log: string;
  /** Whether it counts for a promotion of the rule. */
  readonly counts: boolean;
}

/** Writes what somebody says of a finding into the log of its target. Throws LockstepError. */
export async function recordVerdict(
  { judged, result }: { readonly judged: JudgedFinding; readonly result: RunResult },
  { verdict, reason }: { readonly verdict: VerdictKind; readonly reason: string },
  input: Arguments,
  shell: Shell,
): Promise<RecordedVerdict> {
  const log = await openLog(logOfRun('verdict', result), input, shell);
  const by = await log.author(input, shell);
  const stated = { verdict, source: 'command', by, reason } as const;
  const entry = verdictEntry(judged, stated, placeOf(result, log.facts));
  await log.append([entry]);
  const counts = entry.isNew && isDrawn(entry.fingerprint, result.policy.rollout);
  return { entry, log: log.name, counts };
}

/** What a person is told of it. */
export function toldVerdict({ entry, log, counts }: RecordedVerdict): string {
  const { rule, path, verdict, by, isNew } = entry;
  const told = `${rule} at ${path}: ${verdict}, by ${by}, in ${log}\n`;
  if (counts) return told;
  const why = isNew ? 'was not drawn by the sample' : 'was there before';
  return `${told}It ${why}: heard when the rule stops or warns somebody, not counted for its promotion.\n`;
}
