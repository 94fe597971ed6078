import { isDigits } from './cursor.ts';
import { keyOrder, numberKey, type VersionKey, type VersionOrder } from './key.ts';

/** Numbers between separators, compared one by one; a list is before its continuation, zeros count. */
function numbersKey(parts: readonly string[]): VersionKey | undefined {
  if (!parts.every(isDigits)) return undefined;
  return `${parts.map((part) => `1${numberKey(part)}`).join('')}0`;
}

/** CRAN and Bioconductor: `package_version` of R, where `.` and `-` are the same. */
export const cran: VersionOrder = keyOrder((text) =>
  numbersKey(text.replaceAll('-', '.').split('.')),
);

/** Hackage: `Data.Version` of Haskell, without tags. */
export const hackage: VersionOrder = keyOrder((text) => numbersKey(text.split('.')));
