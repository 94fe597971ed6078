import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PackedFacts } from '../rollout/log/log-facts.ts';

/** Grows with every change of the layout below or of what a fold keeps. */
const FORMAT = 'lockstep-log-snapshot/1';
const SEAL_CHARS = 64;
/** The numbers of the rows are read where they lie. */
const ALIGNMENT = Float64Array.BYTES_PER_ELEMENT;
const LINE_FEED = 10;

/** What files of a log say, folded; `stamps` tells of each file whether it is still the same. */
export interface LogSnapshot {
  readonly stamps: ReadonlyMap<string, string>;
  readonly facts: PackedFacts;
}

/**
 * The bytes of a snapshot: `HMAC`, a line of JSON that is filled up with spaces, rows, stopped runs, entries. It is
 * believed only under this machine's key: nobody else can forge what a decision is made from.
 */
export function sealSnapshot(
  { stamps, facts }: LogSnapshot,
  key: Uint8Array,
): readonly Uint8Array[] {
  const { ledger, entries, problems, duplicates } = facts;
  const { rows, stopped, scopes, sightings } = ledger;
  const lengths = [rows.byteLength, stopped.byteLength, entries.byteLength];
  const head = { lengths, stamps: [...stamps], scopes, sightings, problems, duplicates };
  const text = Buffer.from(`${FORMAT} ${JSON.stringify(head)}`);
  const filled = SEAL_CHARS + text.length + 1;
  const padding = Buffer.alloc((ALIGNMENT - (filled % ALIGNMENT)) % ALIGNMENT, ' ');
  const parts = [text, padding, Buffer.from('\n'), viewOf(rows), viewOf(stopped), viewOf(entries)];
  return [Buffer.from(sealOf(parts, key)), ...parts];
}

/** Undefined: it is none of this version, or this key did not seal it. */
export function openSnapshot(bytes: Buffer<ArrayBuffer>, key: Uint8Array): LogSnapshot | undefined {
  const body = bytes.subarray(SEAL_CHARS);
  const seal = Buffer.from(sealOf([body], key));
  const found = bytes.subarray(0, SEAL_CHARS);
  if (found.length !== seal.length || !timingSafeEqual(found, seal)) return undefined;
  const end = bytes.indexOf(LINE_FEED);
  const head = bytes.toString('utf8', SEAL_CHARS, end);
  if (!head.startsWith(`${FORMAT} `)) return undefined;
  // oxlint-disable-next-line no-unsafe-type-assertion -- the seal says that this very version wrote it
  const { lengths, stamps, problems, duplicates, ...rest } = JSON.parse(
    head.slice(FORMAT.length),
  ) as Head;
  const [rows = 0, stopped = 0, entries = 0] = lengths;
  const start = end + 1;
  const part = (at: number, length: number): Uint8Array<ArrayBuffer> =>
    bytes.subarray(at, at + length);
  return {
    stamps: new Map(stamps),
    facts: {
      ledger: {
        rows: numbersIn(part(start, rows)),
        stopped: part(start + rows, stopped),
        ...rest,
      },
      entries: part(start + rows + stopped, entries),
      problems,
      duplicates,
    },
  };
}

/** Read where they lie if the buffer begins where numbers may. */
function numbersIn(bytes: Uint8Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } =
    bytes.byteOffset % ALIGNMENT === 0 ? bytes : Uint8Array.from(bytes);
  return new Float64Array(buffer, byteOffset, byteLength / ALIGNMENT);
}

type Head = Pick<PackedFacts['ledger'], 'scopes' | 'sightings'> &
  Pick<PackedFacts, 'problems' | 'duplicates'> & {
    readonly lengths: readonly number[];
    readonly stamps: readonly (readonly [string, string])[];
  };

function sealOf(parts: readonly Uint8Array[], key: Uint8Array): string {
  const hmac = createHmac('sha256', key).update('log\0');
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
}

function viewOf({ buffer, byteOffset, byteLength }: Float64Array | Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
