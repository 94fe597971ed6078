import { alpine } from './alpine.ts';
import { debian } from './debian.ts';
import { cran, hackage } from './dotted.ts';
import type { VersionKey, VersionOrder } from './key.ts';
import { maven } from './maven.ts';
import { packagist } from './packagist.ts';
import { pep440 } from './pep440.ts';
import { rpm } from './rpm.ts';
import { rubygems } from './rubygems.ts';
import { go, nuget, semver, semverWithBuild } from './semver.ts';

export type { VersionOrder } from './key.ts';

/** OSV name of the ecosystem (and of some that OSV lacks, as manifests name them) → its order. */
const orders: ReadonlyMap<string, VersionOrder> = new Map([
  ...['npm', 'crates.io', 'Hex', 'SwiftURL', 'GitHub Actions', 'Bitnami', 'VSCode'].map(
    (name): [string, VersionOrder] => [name, semver],
  ),
  ['Go', go],
  ['Pub', semverWithBuild],
  ['Julia', semverWithBuild],
  ['PyPI', pep440],
  ['Maven', maven],
  ['NuGet', nuget],
  ['Packagist', packagist],
  ['RubyGems', rubygems],
  ['CRAN', cran],
  ['Bioconductor', cran],
  ['Hackage', hackage],
  ['GHC', hackage],
  ...['Debian', 'Ubuntu', 'Echo'].map((name): [string, VersionOrder] => [name, debian]),
  ...['Alpine', 'Wolfi', 'Chainguard', 'Alpaquita', 'MinimOS'].map(
    (name): [string, VersionOrder] => [name, alpine],
  ),
  ...[
    'Red Hat',
    'Rocky Linux',
    'AlmaLinux',
    'SUSE',
    'openSUSE',
    'Azure Linux',
    'Photon OS',
    'Mageia',
    'openEuler',
  ].map((name): [string, VersionOrder] => [name, rpm]),
]);

/** Name of an ecosystem without the release or the registry after it: `Alpine:v3.19` → `Alpine`. */
export function ecosystemFamily(ecosystem: string): string {
  const colon = ecosystem.indexOf(':');
  return colon < 0 ? ecosystem : ecosystem.slice(0, colon);
}

/**
 * The order of an ecosystem (OSV name, with or without suffix), for loops: parse once, compare often. Undefined where
 * Lockstep knows no order.
 */
export function parserOf(ecosystem: string): VersionOrder | undefined {
  return orders.get(ecosystemFamily(ecosystem));
}

/**
 * Negative where `a` comes before `b` in an ecosystem, positive where after, 0 where both are the same version.
 * Undefined where one is no version of the ecosystem, or its order is not known. Never throws; linear in both.
 */
export function compareVersions(ecosystem: string, a: string, b: string): number | undefined {
  const order = parserOf(ecosystem);
  const left: VersionKey | undefined = order?.parse(a);
  const right: VersionKey | undefined = order?.parse(b);
  if (order === undefined || left === undefined || right === undefined) return undefined;
  return order.compare(left, right);
}
