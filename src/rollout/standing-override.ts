import type { LogEntry } from '../model/log-entry.ts';
import type { Override } from '../policy/decision-input.ts';

/** An override of this commit that still holds: a pipeline that runs again for it need not be told again. */
export function standingOverride(
  entries: readonly LogEntry[],
  commit: string,
  now: string,
): Override | undefined {
  const found = entries.findLast(
    (entry) => entry.kind === 'override' && entry.commit === commit && entry.expires >= now,
  );
  if (found?.kind !== 'override') return undefined;
  const { by, reason, expires } = found;
  return { by, reason, expires };
}
