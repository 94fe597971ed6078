import { examinePackage, mayThreaten } from '../../checks/components/threats/examine-package.ts';
import type { ThreatFinding } from '../../checks/components/threats/threat.ts';
import { installedPackages } from '../../collect/installed/installed-packages.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { InstalledPackage } from '../../model/installed-package.ts';

/** A finding in a package that is installed within the target. */
export interface InstalledThreat extends Pick<InstalledPackage, 'ecosystem' | 'name' | 'version'> {
  /** Of the file, from the root of the target. */
  readonly path: string;
  readonly finding: ThreatFinding;
}

/** What a look into the installed packages gave. */
export interface ExaminedInstalled {
  /** Packages that were looked into. */
  readonly packages: number;
  /** By score, the worst first, then path. */
  readonly threats: readonly InstalledThreat[];
  readonly missed: readonly Pick<Incomplete, 'what' | 'reason' | 'detail'>[];
}

/**
 * Looks into every package that is installed below a root, one after the other: about 50 MB of texts a second (Node 20,
 * 2 shared cores). A target without any is 0 packages, which the caller has to tell.
 */
export function examineInstalled(root: string): ExaminedInstalled {
  const threats: InstalledThreat[] = [];
  const missed: ExaminedInstalled['missed'][number][] = [];
  let packages = 0;
  for (const found of installedPackages(root, mayThreaten)) {
    if (found.kind === 'missed') {
      const { what, reason, detail } = found;
      missed.push({ what, reason, detail });
      continue;
    }
    packages += 1;
    const { ecosystem, name, version, folder, files } = found.installed;
    for (const finding of examinePackage(files)) {
      threats.push({ ecosystem, name, version, path: `${folder}/${finding.path}`, finding });
    }
  }
  const order = (a: InstalledThreat, b: InstalledThreat): number =>
    b.finding.score - a.finding.score || (a.path < b.path ? -1 : 1);
  return { packages, threats: threats.toSorted(order), missed };
}
