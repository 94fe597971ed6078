import type { ComponentList } from '../../../model/component.ts';
import { addedInstallScripts } from './install-scripts.ts';
import { changedIntegrity, missingIntegrity } from './integrity.ts';
import { nearNames } from './near-names.ts';
import { privateNames } from './private-names.ts';
import { oddSources } from './sources.ts';
import type { Look, Suspicion, SuspicionContext } from './suspicion.ts';
import { unusualHosts } from './unusual-hosts.ts';
import { youngVersions } from './young-versions.ts';

const looks: readonly Look[] = [
  nearNames,
  privateNames,
  changedIntegrity,
  missingIntegrity,
  oddSources,
  unusualHosts,
  addedInstallScripts,
  youngVersions,
];

/**
 * What speaks against components of a list, told from lockfiles alone: nothing is fetched. Ordered by component; several
 * signals may speak against one. Linear in the list and its base.
 */
export function suspicionsOf(list: ComponentList, context: SuspicionContext): readonly Suspicion[] {
  return looks.flatMap((look) => look(list, context)).toSorted((a, b) => a.component - b.component);
}
