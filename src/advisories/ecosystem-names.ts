/** Names of ecosystems, from the JSON Schema of ossf/osv-schema 51b8156 (2026-07-01, Apache-2.0). */
const names: readonly string[] = [
  'AlmaLinux',
  'Alpaquita',
  'Alpine',
  'Android',
  'Azure Linux',
  'BellSoft Hardened Containers',
  'Bioconductor',
  'Bitnami',
  'Chainguard',
  'CleanStart',
  'ConanCenter',
  'CRAN',
  'crates.io',
  'Debian',
  'Docker Hardened Images',
  'Echo',
  'FreeBSD',
  'GHC',
  'GitHub Actions',
  'Go',
  'Hackage',
  'Hex',
  'Julia',
  'Kubernetes',
  'Linux',
  'Mageia',
  'Maven',
  'MinimOS',
  'npm',
  'NuGet',
  'opam',
  'openEuler',
  'openSUSE',
  'OSS-Fuzz',
  'Packagist',
  'Photon OS',
  'Pub',
  'PyPI',
  'Red Hat',
  'Rocky Linux',
  'Root',
  'RubyGems',
  'SUSE',
  'SwiftURL',
  'TuxCare',
  'Ubuntu',
  'VSCode',
  'Wolfi',
];

const byLowerCase: ReadonlyMap<string, string> = new Map(
  names.map((name) => [name.toLowerCase(), name]),
);

/** OSV's spelling of an ecosystem without its release; undefined for one that it does not have. */
export function osvEcosystem(name: string): string | undefined {
  return byLowerCase.get(name.toLowerCase());
}

/** All of them. */
export const osvEcosystems: readonly string[] = names;
