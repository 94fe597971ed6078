import type { Profile } from '../profile.ts';
import { bsiTr02102Part2Edition2026 } from './bsi.ts';
import { ncscNl2025 } from './ncsc-nl.ts';
import { nistSp80052r2 } from './nist.ts';
import { pciDss4 } from './pci-dss.ts';
import { tlsrefProfiles } from './tlsref.ts';

/** Every profile that the check knows by itself. */
export const builtInProfiles: readonly Profile[] = [
  ...tlsrefProfiles,
  ncscNl2025,
  nistSp80052r2,
  bsiTr02102Part2Edition2026,
  pciDss4,
];

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
