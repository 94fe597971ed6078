import { Buffer } from 'node:buffer';
import { git, gitStream } from '../io/git.ts';
import { LockstepError } from '../model/error.ts';

/** One object of git, as far as it can be had. */
export type Blob =
  | { readonly oid: string; readonly state: 'read'; readonly bytes: Uint8Array }
  | { readonly oid: string; readonly state: 'too-large'; readonly sizeBytes: number }
  | { readonly oid: string; readonly state: 'missing' };

export interface BlobOptions {
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** A long history takes a while. */
const timeoutMs = 30 * 60_000;

/**
 * Reads many blobs through two git processes: the first tells sizes, the second gives out what is small enough.
 * @yields First what could be read, in the order asked for; then what was too large or missing, in that order too.
 */
export async function* readBlobs(
  root: string,
  oids: Iterable<string> | AsyncIterable<string>,
  { maxBytes, signal }: BlobOptions,
): AsyncGenerator<Blob, void> {
  const left: Blob[] = [];
  const options = { signal, timeoutMs, maxOutputBytes: Infinity };
  const infos = gitStream(root, ['cat-file', '--batch-check', '--buffer'], {
    ...options,
    input: inPortions(oids),
  });
  const contents = gitStream(root, ['cat-file', '--batch', '--buffer'], {
    ...options,
    input: smallOnes(infos, maxBytes, left),
  });
  const reader = new BatchReader();
  for await (const chunk of contents) yield* reader.read(chunk);
  yield* left;
}

/**
 * The bytes of a file in a commit; `undefined` when there is no regular file of that path. Larger than `maxBytes` is a
 * LockstepError('git').
 */
export async function readFileAt(
  root: string,
  commit: string,
  path: string,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const listed = await git(root, ['ls-tree', '-z', '--full-tree', commit, '--', path]);
  const [, mode, oid] = /^(\d{6}) blob ([0-9a-f]+)\t/.exec(listed.toString('latin1')) ?? [];
  if (oid === undefined || !isRegularMode(mode)) return undefined;
  for await (const blob of readBlobs(root, [oid], { maxBytes })) {
    if (blob.state === 'read') return blob.bytes;
    const why =
      blob.state === 'missing' ? 'is missing in this clone' : `is larger than ${maxBytes} bytes`;
    throw new LockstepError('git', `${path} at ${commit.slice(0, 12)} ${why}`, {
      repair: blob.state === 'missing' ? 'Fetch it: git fetch --refetch' : 'Make the file smaller.',
    });
  }
  return undefined;
}

/** A file that can be examined: not a link, not a submodule. */
export function isRegularMode(mode: string | undefined): boolean {
  return mode === '100644' || mode === '100755' || mode === '100664';
}

// Some hundred at a time: a write for each would cost more than its answer.
async function* inPortions(
  oids: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<string, void> {
  let text = '';
  for await (const oid of oids) {
    text += `${oid}\n`;
    if (text.length > 16_384) {
      yield text;
      text = '';
    }
  }
  if (text !== '') yield text;
}

// Takes `<oid> blob <size>` or `<oid> missing` a line; passes on the names of the small blobs.
async function* smallOnes(
  infos: AsyncIterable<Buffer>,
  maxBytes: number,
  left: Blob[],
): AsyncGenerator<string, void> {
  let rest = '';
  for await (const chunk of infos) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    let wanted = '';
    for (const line of lines) {
      const [oid = '', type, size = ''] = line.split(' ');
      const sizeBytes = Number(size);
      if (type !== 'blob') left.push({ oid, state: 'missing' });
      else if (sizeBytes > maxBytes) left.push({ oid, state: 'too-large', sizeBytes });
      else wanted += `${oid}\n`;
    }
    if (wanted !== '') yield wanted;
  }
}

/** Takes apart what `cat-file --batch` says: `<oid> <type> <size>`, line feed, content, line feed. */
class BatchReader {
  #header = '';
  #open: { readonly oid: string; readonly bytes: Buffer; filled: number } | undefined;

  *read(chunk: Buffer): Generator<Blob, void> {
    for (let at = 0; at < chunk.length;) {
      if (this.#open === undefined) {
        at = this.#readHeader(chunk, at);
        continue;
      }
      const { oid, bytes, filled } = this.#open;
      if (filled < bytes.length) {
        const copied = chunk.copy(bytes, filled, at);
        this.#open.filled += copied;
        at += copied;
      } else {
        // The line feed behind the content.
        at += 1;
        this.#open = undefined;
        yield { oid, state: 'read', bytes };
      }
    }
  }

  #readHeader(chunk: Buffer, start: number): number {
    const end = chunk.indexOf(10, start);
    this.#header += chunk.toString('latin1', start, end === -1 ? chunk.length : end);
    if (end === -1) return chunk.length;
    const [oid = '', , size = ''] = this.#header.split(' ');
    this.#header = '';
    // Memory of its own, nothing more and nothing shared: so it can be handed to a thread as it is.
    this.#open = { oid, bytes: Buffer.allocUnsafeSlow(Number(size)), filled: 0 };
    return end + 1;
  }
}
