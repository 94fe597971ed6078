import { hash } from 'node:crypto';
import type { LogEntry, NewLogEntry } from '../../model/log-entry.ts';
import { canonicalJson } from '../../policy/canonical-json.ts';

/** Part of the input of every id: an incompatible change of the format raises it. */
const LOG_VERSION = 'lockstep-log/1';

/** Of an entry that has none yet, or that shall be compared with its own. */
export function entryId(entry: NewLogEntry | LogEntry): string {
  const { id: _, ...rest } = { id: '', v: 1, ...entry };
  return idOf(canonicalJson(rest));
}

const GROUP = { hex: 5, digits: 4 } as const;

/**
 * 100 bits of SHA-256 over the canonical JSON (RFC 8785) of an entry without its id, as 20 digits of base32hex (RFC 4648
 * §7, lower case).
 */
export function idOf(canonical: string): string {
  const hex = hash('sha256', `${LOG_VERSION}\n${canonical}`, 'hex');
  let id = '';
  for (let at = 0; at < 5 * GROUP.hex; at += GROUP.hex) {
    const bits = Number.parseInt(hex.slice(at, at + GROUP.hex), 16);
    id += bits.toString(32).padStart(GROUP.digits, '0');
  }
  return id;
}

/** Completes what is to be written. */
export function withId<T extends NewLogEntry>(
  entry: T,
): T & { readonly id: string; readonly v: 1 } {
  return { ...entry, v: 1, id: entryId(entry) };
}

/** One line, with its line break. The kind stands first: who reads a million lines passes over those of other kinds. */
export function lineOf(entry: LogEntry): string {
  const { kind, at, ...rest } = entry;
  return `{"kind":${JSON.stringify(kind)},"at":${JSON.stringify(at)},${canonicalJson(rest).slice(1)}\n`;
}
