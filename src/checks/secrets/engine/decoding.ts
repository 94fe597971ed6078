import type { Candidate, Candidates } from './match.ts';
import { maxCandidates, providerCandidatesIn } from './match.ts';

const mebibyte = 1_048_576;

/** Characters of one run that are decoded. Chosen: a hundred times the longest private key, a small part of a worker. */
const maxRun = mebibyte;
/** Characters that are decoded in one file. Chosen: a notebook with images in it stays below. */
const maxDecoded = 16 * mebibyte;

export const decodingBounds = '1 MiB a run and 16 MiB a file';

/** A stretch of a text, decoded. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly encoding: 'base64' | 'hex' | 'url';
  /** Where the decoded bytes from `start` to `end` stand in the text. */
  readonly place: (start: number, end: number) => { readonly start: number; readonly end: number };
}

/** What may still be decoded in one file, and whether anything was left out. */
export class Budget {
  /** A bound was hit: something is encoded that was not decoded. */
  beyond = false;
  #left = maxDecoded;

  /** How many of the run's `wanted` characters may be decoded. */
  take(wanted: number): number {
    const granted = Math.min(wanted, maxRun, this.#left);
    if (granted < wanted) this.beyond = true;
    this.#left -= granted;
    return granted;
  }
}

/** Secrets of a provider's shape, and private keys, inside decoded text. */
export function decodedCandidatesIn(pieces: Iterable<Piece>, path: string): Candidates {
  const found: Candidate[] = [];
  let more = false;
  for (const { bytes, encoding, place } of pieces) {
    const inner = providerCandidatesIn(bytes, path);
    more ||= inner.more;
    for (const candidate of inner.found) {
      const reasons = [...candidate.reasons, `inside ${encoding}`];
      found.push({ ...candidate, ...place(candidate.start, candidate.end), reasons, encoding });
    }
    if (found.length < maxCandidates) continue;
    more = true;
    break;
  }
  return { found, more };
}
