import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PackedFacts } from '../rollout/log/log-facts.ts';

/** Grows with every change of the layout below or of what a fold keeps. */
const FORMAT = 'lockstep-log-snapshot/3';

/** What files of a log say, folded; `stamps` tells of each file whether it is still the same. */
export interface LogSnapshot {
  readonly stamps: ReadonlyMap<string, string>;
  readonly facts: PackedFacts;
}

type Head = Pick<PackedFacts['ledger'], 'scopes' | 'words' | 'sightings'> &
  Pick<PackedFacts, 'problems' | 'duplicates'> & {
    readonly stamps: readonly (readonly [string, string])[];
  };

/**
 * A snapshot in parts: seal, JSON, rows, stopped runs, entries. It is believed only under this machine's key: nobody else
 * can forge what evidence is made from.
 */
export function sealSnapshot(
  { stamps, facts }: LogSnapshot,
  key: Uint8Array,
): readonly Uint8Array[] {
  const { ledger, entries, problems, duplicates } = facts;
  const { rows, stopped, scopes, words, sightings } = ledger;
  const head: Head = { stamps: [...stamps], scopes, words, sightings, problems, duplicates };
  const { buffer, byteOffset, byteLength } = rows;
  const numbers = new Uint8Array(buffer, byteOffset, byteLength);
  const parts = [Buffer.from(JSON.stringify(head)), numbers, stopped, entries];
  return [sealOf(parts, key), ...parts];
}

/** Undefined: it is none of this version, or this key did not seal it. */
export function openSnapshot(
  [seal, ...parts]: readonly Uint8Array<ArrayBuffer>[],
  key: Uint8Array,
): LogSnapshot | undefined {
  const expected = sealOf(parts, key);
  if (seal?.length !== expected.length || !timingSafeEqual(seal, expected)) return undefined;
  const [text, rows, stopped, entries] = parts;
  if (text === undefined || rows === undefined) return undefined;
  if (stopped === undefined || entries === undefined) return undefined;
  // oxlint-disable-next-line no-unsafe-type-assertion -- the seal says that this very version wrote it
  const { stamps, problems, duplicates, ...rest } = JSON.parse(
    Buffer.from(text.buffer, text.byteOffset, text.length).toString('utf8'),
  ) as Head;
  const numbers = new Float64Array(
    rows.buffer,
    rows.byteOffset,
    rows.length / Float64Array.BYTES_PER_ELEMENT,
  );
  return {
    stamps: new Map(stamps),
    facts: { ledger: { rows: numbers, stopped, ...rest }, entries, problems, duplicates },
  };
}

/** Of the parts and of where each of them ends. */
function sealOf(parts: readonly Uint8Array[], key: Uint8Array): Buffer {
  const hmac = createHmac('sha256', key).update(`log\0${FORMAT}\0`);
  for (const part of parts) hmac.update(`${part.byteLength}\0`).update(part);
  return hmac.digest();
}
