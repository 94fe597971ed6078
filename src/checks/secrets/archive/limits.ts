import { isNativeError } from 'node:util/types';

/** Bounds of one archive; chosen so that a worker stays far below the memory it may use. */
export interface Limits {
  readonly entries: number;
  readonly entryBytes: number;
  readonly totalBytes: number;
  /** Inflated to packed size. Source packs 3 to 20 times; DEFLATE cannot exceed 1032. */
  readonly ratio: number;
  /** Below this size the ratio says nothing: an empty log packs well. */
  readonly ratioFromBytes: number;
}

const mebibyte = 1_048_576;

export const limits: Limits = {
  entries: 10_000,
  entryBytes: 16 * mebibyte,
  totalBytes: 64 * mebibyte,
  ratio: 200,
  ratioFromBytes: mebibyte,
};

export interface Member {
  readonly kind: 'member';
  /** Only a label: never a path that anything is written to or read from. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Problem {
  readonly kind: 'problem';
  readonly reason: 'limit' | 'unreadable';
  readonly detail: string;
}

export function problem(reason: Problem['reason'], detail: string): Problem {
  return { kind: 'problem', reason, detail };
}

/** What may come out of `packed` bytes, when `left` bytes of the archive's total remain. */
export function allowance(packed: number, left: number, most: number = limits.entryBytes): number {
  return Math.min(most, left, Math.max(limits.ratioFromBytes, packed * limits.ratio));
}

/** Why zlib gave up, as a problem; what else was thrown is a bug and thrown on. */
export function zlibProblem(error: unknown, name: string): Problem {
  if (!isNativeError(error) || !('code' in error)) throw error;
  return error.code === 'ERR_BUFFER_TOO_LARGE'
    ? problem('limit', `${name} inflates beyond the bounds of an archive and was not examined.`)
    : problem('unreadable', `${name} is damaged and was not examined.`);
}
