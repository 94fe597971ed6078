import { Buffer } from 'node:buffer';
import { readBlobs, readFileAt } from '../blobs.ts';
import { readConfined } from '../confined-file.ts';
import { decode } from '../decode.ts';
import { PreparedTexts } from './prepared-texts.ts';
import type { ReadOutcome } from '../../io/files.ts';
import { LockstepError } from '../../model/error.ts';

/** A lockfile of 20,000 packages has 12 MB; more than four times that is no lockfile that people work with. */
const MAX_MANIFEST_BYTES = 64 * 2 ** 20;

/** The text of a manifest, or why it could not be had; `absent`: there is none. */
export type Text =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'missed';
      readonly reason: 'unreadable' | 'too-large' | 'no-history';
      readonly detail: string;
    };

/** One state of the target: where its manifests are read. */
export interface Texts {
  (path: string): Promise<Text>;
  /** Reads many at once where that is cheaper than one by one; what it does not read is read when it is asked for. */
  readonly prepare?: (paths: readonly string[]) => Promise<void>;
}

/** What lies on disk. */
export function textsOnDisk(root: string): Texts {
  return async (path) => fromDisk(readConfined(root, path, MAX_MANIFEST_BYTES));
}

/** Texts that are at hand, and for other paths the state that they stand in. */
export function textsHeld(held: ReadonlyMap<string, Uint8Array>, otherwise: Texts): Texts {
  return async (path) => {
    const bytes = held.get(path);
    return bytes === undefined ? otherwise(path) : textOf(bytes);
  };
}

/** What a commit holds. Each file that was not prepared costs three processes. */
export function textsAt(root: string, commit: string): Texts {
  const prepared = new PreparedTexts(root, commit, textOf);
  const one = async (path: string): Promise<Text> => {
    const known = prepared.texts.get(path);
    if (known !== undefined) return known;
    try {
      const bytes = await readFileAt(root, commit, path, MAX_MANIFEST_BYTES);
      return bytes === undefined ? { kind: 'absent' } : textOf(bytes);
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      return { kind: 'missed', reason: 'no-history', detail: error.message };
    }
  };
  return Object.assign(one, { prepare: (paths: readonly string[]) => prepared.add(paths) });
}

/** What is staged, git objects by path; of other paths what the last commit holds. */
export function textsStaged(
  root: string,
  staged: ReadonlyMap<string, string>,
  otherwise: Texts,
): Texts {
  const one = async (path: string): Promise<Text> => {
    const oid = staged.get(path);
    if (oid === undefined) return otherwise(path);
    for await (const blob of readBlobs(root, [oid], { maxBytes: MAX_MANIFEST_BYTES })) {
      if (blob.state === 'read') return textOf(blob.bytes);
      if (blob.state === 'too-large') return tooLarge(blob.sizeBytes);
    }
    return { kind: 'missed', reason: 'no-history', detail: 'its content is missing in this clone' };
  };
  const prepare = async (paths: readonly string[]): Promise<void> =>
    otherwise.prepare?.(paths.filter((path) => !staged.has(path)));
  return Object.assign(one, { prepare });
}

function fromDisk(read: ReadOutcome): Text {
  if (read.state === 'read') return textOf(read.bytes);
  if (read.state === 'too-large') return tooLarge(read.sizeBytes);
  if (read.absent) return { kind: 'absent' };
  return { kind: 'missed', reason: 'unreadable', detail: read.detail };
}

function tooLarge(sizeBytes: number): Text {
  const detail = `${sizeBytes} bytes, more than the ${MAX_MANIFEST_BYTES} that are read of a manifest`;
  return { kind: 'missed', reason: 'too-large', detail };
}

function textOf(raw: Uint8Array): Text {
  const { bytes } = decode(raw);
  return {
    kind: 'text',
    text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
  };
}
