import type { Check } from '../../model/check.ts';

/** Profiles that checks know by themselves; nothing where none of them says. */
export function knownProfiles(checks: readonly Check[]): { readonly profiles?: readonly string[] } {
  const lists = checks.flatMap(({ profiles }) => (profiles === undefined ? [] : [profiles]));
  return lists.length === 0 ? {} : { profiles: lists.flat() };
}
