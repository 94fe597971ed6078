import { Buffer } from 'node:buffer';
import { readBlobs, readFileAt } from '../../collect/blobs.ts';
import type { MainlineStep } from '../../collect/mainline.ts';
import type { RawChange } from '../../collect/raw-diff.ts';

/** All versions of one file together; those beyond count as unreadable. Chosen: a backtest stays below 400 MB. */
const MAX_TOTAL_BYTES = 64 * 2 ** 20;

/** What a file held at the base of a step; `unreadable`: there was one, of which nothing is known. */
export type PastText =
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable' }
  | { readonly state: 'read'; readonly text: string };

const absent: PastText = { state: 'absent' };

/** What the file of this path held at the base of each step, in their order. `steps` are without a gap, the oldest first. */
export async function pastTexts(
  root: string,
  steps: readonly MainlineStep[],
  { path, maxBytes }: { readonly path: string; readonly maxBytes: number },
): Promise<readonly PastText[]> {
  const last = steps.at(-1);
  if (last === undefined) return [];
  const changed = steps.map(({ changes }) => changeOfFile(changes, path));
  const texts = await readTexts(
    root,
    new Set(changed.flatMap((change) => oidBefore(change, path) ?? [])),
    maxBytes,
  );
  const bytes = await readFileAt(root, last.commit.oid, path, maxBytes);
  let now = bytes === undefined ? absent : read(bytes);
  const past: PastText[] = [];
  // Backwards: at each change of the file git tells what stood there before.
  for (const change of changed.toReversed()) {
    if (change !== undefined) {
      const oid = oidBefore(change, path);
      now = oid === undefined ? absent : (texts.get(oid) ?? { state: 'unreadable' });
    }
    past.push(now);
  }
  return past.toReversed();
}

/** A file can be renamed away and another put in its place: then what stood there before counts. */
function changeOfFile(changes: readonly RawChange[], path: string): RawChange | undefined {
  return (
    changes.find(({ base }) => base?.path === path) ??
    changes.find(({ current }) => current?.path === path)
  );
}

function oidBefore(change: RawChange | undefined, path: string): string | undefined {
  return change?.base?.path === path ? change.base.oid : undefined;
}

async function readTexts(
  root: string,
  oids: ReadonlySet<string>,
  maxBytes: number,
): Promise<ReadonlyMap<string, PastText>> {
  const texts = new Map<string, PastText>();
  if (oids.size === 0) return texts;
  let left = MAX_TOTAL_BYTES;
  for await (const blob of readBlobs(root, oids, { maxBytes })) {
    if (blob.state !== 'read') continue;
    left -= blob.bytes.byteLength;
    if (left >= 0) texts.set(blob.oid, read(blob.bytes));
  }
  return texts;
}

function read(bytes: Uint8Array): PastText {
  return { state: 'read', text: Buffer.from(bytes).toString('utf8') };
}
