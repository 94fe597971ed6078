import type { AdvisoryDetails, AdvisoryMatch, AdvisoryRange } from '../model/advisory.ts';

/**
 * How an advisory lies in the index: JSON arrays, since the names of fields would be two thirds of the bytes. What is
 * read back passed its CRC, so it is what was written.
 */
export type PackedMatch = readonly [
  id: string,
  aliases: readonly string[],
  ranges: readonly AdvisoryRange[],
  versions: readonly string[],
  withdrawn: string | 0,
  imports: NonNullable<AdvisoryMatch['imports']> | 0,
];

/** What a package of the index is called, and its advisories. */
export type PackedPackage = readonly [key: string, matches: readonly PackedMatch[]];

export type PackedDetails = readonly [
  id: string,
  /** 0: the record is gone, and what an older index says of it does not count. */
  details: Omit<AdvisoryDetails, 'id'> | 0,
];

/** Name of a package in the index. */
export function keyOf(ecosystem: string, name: string): string {
  return `${ecosystem}\0${name}`;
}

export function packMatch(match: AdvisoryMatch): PackedMatch {
  const { id, aliases, ranges, versions, withdrawn, imports } = match;
  return [id, aliases, ranges, versions, withdrawn ?? 0, imports ?? 0];
}

export function unpackMatch(packed: PackedMatch): AdvisoryMatch {
  const [id, aliases, ranges, versions, withdrawn, imports] = packed;
  return {
    id,
    aliases,
    ranges,
    versions,
    ...(withdrawn === 0 ? {} : { withdrawn }),
    ...(imports === 0 ? {} : { imports }),
  };
}

export function packDetails({ id, ...details }: AdvisoryDetails): PackedDetails {
  return [id, details];
}
