import { classifyBytes } from '../collect/classify.ts';
import { readBounded, readHead } from '../io/files.ts';
import { tooLarge } from './too-large.ts';
import type { Unit, UnitOutcome } from './unit.ts';

export interface ReadLimits {
  readonly maxFileBytes: number;
  /** Some check examines binary files: then a large one is not passed over for being binary. */
  readonly wantsBinary: boolean;
  /** For files that fit: what was read is good until the next read. */
  readonly scratch: Buffer;
}

/** As much as `classifyBytes` looks at to call a file binary. */
const HEAD_BYTES = 16_384;

/** What is to be examined of a unit: its content, or, of a large file that its head shows to be binary, the head. */
export function readUnit(
  { path, source }: Unit,
  { maxFileBytes, wantsBinary, scratch }: ReadLimits,
):
  | { readonly kind: 'read'; readonly content: Uint8Array }
  | (UnitOutcome & { kind: 'incomplete' }) {
  if (source.kind === 'bytes') return { kind: 'read', content: source.bytes };
  const file = typeof source.file === 'string' ? source.file : Buffer.from(source.file);
  const read = readBounded(file, maxFileBytes, scratch);
  switch (read.state) {
    case 'read':
      return { kind: 'read', content: read.bytes };
    case 'unreadable':
      return { kind: 'incomplete', reason: 'unreadable', detail: read.detail };
    case 'too-large': {
      const head = readHead(file, HEAD_BYTES);
      const isBinary = head.state === 'read' && classifyBytes(path, head.bytes) === 'binary';
      if (isBinary && !wantsBinary) return { kind: 'read', content: head.bytes };
      const detail = tooLarge(read.sizeBytes, maxFileBytes);
      return { kind: 'incomplete', reason: 'too-large', detail };
    }
  }
}
