import { readBlobs } from '../collect/blobs.ts';
import type { Planned } from './planned.ts';
import { tooLarge } from './too-large.ts';
import type { Unit, UnitOutcome } from './unit.ts';

/** A unit that knows its place in the plan. */
export interface PlannedUnit extends Unit {
  readonly index: number;
}

/** A planned file that is to be examined, with its place in the plan. */
export interface Wanted {
  readonly index: number;
  readonly planned: Planned;
}

/** Whom the source asks, and tells of what it could not read itself. */
export interface UnitListener {
  knownHash(planned: Planned): string | undefined;
  settle(index: number, outcome: UnitOutcome): void;
}

export interface SourceOptions {
  readonly root: string;
  readonly task: { readonly maxFileBytes: number };
  readonly signal: AbortSignal;
}

/** @yields The units for the workers: files to be read there, then git objects, read here through one process. */
export async function* unitsOf(
  wanted: readonly Wanted[],
  listener: UnitListener,
  options: SourceOptions,
): AsyncGenerator<PlannedUnit> {
  const blobs = new Map<string, Wanted[]>();
  for (const want of wanted) {
    const { index, planned } = want;
    const { content, path, sizeBytes } = planned;
    if (content.kind === 'blob') {
      const same = blobs.get(content.oid);
      if (same === undefined) blobs.set(content.oid, [want]);
      else same.push(want);
      continue;
    }
    const knownHash = listener.knownHash(planned);
    const unit = { index, path, sizeBytes, source: content };
    yield knownHash === undefined ? unit : { ...unit, knownHash };
  }
  if (blobs.size > 0) yield* blobUnits(blobs, listener, options);
}

async function* blobUnits(
  blobs: ReadonlyMap<string, readonly Wanted[]>,
  listener: UnitListener,
  { root, task, signal }: SourceOptions,
): AsyncGenerator<PlannedUnit> {
  const maxBytes = task.maxFileBytes;
  for await (const blob of readBlobs(root, blobs.keys(), { maxBytes, signal })) {
    const places = blobs.get(blob.oid) ?? [];
    if (blob.state === 'read') {
      const source = { kind: 'bytes', bytes: ownBytes(blob.bytes) } as const;
      const sizeBytes = blob.bytes.byteLength;
      for (const { index, planned } of places) {
        yield { index, path: planned.path, sizeBytes, source };
      }
      continue;
    }
    const outcome: UnitOutcome = {
      kind: 'incomplete',
      reason: blob.state === 'too-large' ? 'too-large' : 'no-history',
      detail:
        blob.state === 'too-large'
          ? tooLarge(blob.sizeBytes, maxBytes)
          : `git object ${blob.oid.slice(0, 12)} is missing in this clone: fetch the whole history`,
    };
    for (const { index } of places) listener.settle(index, outcome);
  }
}

/** A view of a shared buffer would be cloned with all of that buffer when it is sent to a worker. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
