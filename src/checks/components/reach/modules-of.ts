import { normaliseName } from '../../../model/package-name.ts';
import { differentModules, sameModules } from './python-modules.ts';

export interface DistributionModules {
  /** Dotted names; where they are a guess, of everything that others have named so. */
  readonly modules: readonly string[];
  readonly certain: boolean;
}

/** Modules that a distribution of PyPI installs. */
export function modulesOf(distribution: string): DistributionModules {
  const name = normaliseName('PyPI', distribution);
  const different = differentModules.get(name);
  if (different !== undefined) return { modules: different, certain: true };
  const same = name.replaceAll('-', '_');
  if (sameModules.has(name)) return { modules: [same], certain: true };
  const guesses = [
    same,
    // Namespaces: `google-cloud-storage`, `azure-storage-blob`, `zope.event`.
    name.replaceAll('-', '.'),
    name.replaceAll('-', ''),
    same.replace(/^(?:python|py|django|flask)_/u, ''),
    same.replace(/_(?:python|py|client)$/u, ''),
    name.replace(/^py(?=[a-z]{3})/u, '').replaceAll('-', '_'),
  ];
  return { modules: [...new Set(guesses)], certain: false };
}
