/**
 * What a sink does with a value, and so what has to be done to a value before it is safe there. A sanitiser clears
 * families: escaping for HTML makes nothing safe for a shell. The engine keeps a set of them as the bits of one number.
 */
export const FAMILIES = [
  'sql',
  'nosql',
  'command',
  'code',
  'template',
  'ldap',
  'xpath',
  'header',
  'log',
  'html',
  'path',
  'url',
  'redirect',
  'xml',
  'deserialisation',
  'regex',
  'prototype',
  'format',
  'upload',
  'resource',
  'reflection',
  'assignment',
  'session',
  'origin',
  'sensitive',
  'random',
  'mail',
  'query',
  'workflow',
] as const;

export type Family = (typeof FAMILIES)[number];

/** A set of families: bit `n` is `FAMILIES[n]`. */
export type FamilySet = number;

export const ALL_FAMILIES: FamilySet = (1 << FAMILIES.length) - 1;

/** What numbers, dates and the like are safe for: a number still can be too large, or guessed, or private. */
export const SAFE_OF_NUMBERS: FamilySet =
  ALL_FAMILIES & ~familySet(['resource', 'random', 'sensitive']);

export function familySet(families: readonly Family[] | 'all'): FamilySet {
  if (families === 'all') return ALL_FAMILIES;
  return families.reduce((set, family) => set | (1 << FAMILIES.indexOf(family)), 0);
}
