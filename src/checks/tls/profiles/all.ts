import type { Profile } from '../profile.ts';
import { tlsrefProfiles } from './tlsref.ts';

/** Every profile that the check knows by itself. */
export const builtInProfiles: readonly Profile[] = [...tlsrefProfiles];

/** Names that follow the newest edition. */
export const profileAliases: Readonly<Record<string, string>> = {
  intermediate: 'tlsref-intermediate-6.0',
  modern: 'tlsref-modern-6.0',
};

/** What a policy may name. */
export const profileNames: readonly string[] = [
  ...Object.keys(profileAliases),
  ...builtInProfiles.map(({ id }) => id),
];
