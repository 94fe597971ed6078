import { isDigits } from '../cursor.ts';

/** A version of which less may be written: `1`, `1.2.x`, `*`. */
export interface PartialVersion {
  /** Those that are written, up to the first wildcard. */
  readonly numbers: readonly string[];
  /** Of a version that is written whole; else empty. */
  readonly prerelease: readonly string[];
  /** Whether a wildcard ends it. */
  readonly wild: boolean;
}

function isWildcard(part: string): boolean {
  return part === '*' || part === 'x' || part === 'X';
}

/** The numbers before the first wildcard, behind which all else is without meaning; undefined where a part is neither. */
function numbersOf(parts: readonly string[]): readonly string[] | undefined {
  if (!parts.every((part) => isWildcard(part) || isDigits(part))) return undefined;
  const firstWild = parts.findIndex(isWildcard);
  return firstWild < 0 ? parts : parts.slice(0, firstWild);
}

/** Reads `v1.2.3-rc.1+build`, `1.x`, `*` or nothing, of at most `most` numbers; undefined of anything else. */
export function readPartial(text: string, most = 3): PartialVersion | undefined {
  if (text === '') return { numbers: [], prerelease: [], wild: true };
  const version = (/^[vV=]/u.test(text) ? text.slice(1) : text).split('+')[0] ?? '';
  const [head = '', ...tail] = version.split('-');
  const parts = head.split('.');
  const numbers = numbersOf(parts);
  const prerelease = tail.length === 0 ? [] : tail.join('-').split('.');
  if (numbers === undefined || parts.length > most || prerelease.includes('')) return undefined;
  return {
    numbers,
    prerelease: numbers.length === most ? prerelease : [],
    wild: numbers.length < parts.length,
  };
}
