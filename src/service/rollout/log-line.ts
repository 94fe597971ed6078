import type { NewLogEntry } from '../../model/log-entry.ts';
import { lineOf, withId } from '../../rollout/log/write-entry.ts';
import type { LogLine } from '../../store/log.ts';

/** A new entry as the store keeps it. */
export function logLineOf(given: NewLogEntry): LogLine {
  const entry = withId(given);
  const { id, kind, at } = entry;
  const fingerprint = entry.kind === 'verdict' ? entry.fingerprint : '';
  return { id, kind, at, fingerprint, line: lineOf(entry) };
}
