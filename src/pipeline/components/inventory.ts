import { openTarget, type OpenTarget } from '../../collect/target.ts';
import type { ManifestFormat } from '../../model/component.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import { loadChecks, productRegistry } from '../load-checks.ts';
import { manifestsAmong } from './manifest-paths.ts';
import { planTree } from '../plan-tree.ts';
import { policyInForce } from '../policy-in-force.ts';
import type { RunRequest } from '../request.ts';
import { textsOnDisk } from '../../collect/manifests/texts.ts';
import { readManifests, type ReadManifests } from '../../collect/manifests/read-manifests.ts';

/** What a target consists of, as its lockfiles and manifests state it. */
export interface ComponentInventory extends Pick<ReadManifests, 'lists'> {
  readonly target: OpenTarget;
  /** What was not read although it should have been, also folders that could not be listed. */
  readonly missed: readonly Pick<Incomplete, 'what' | 'reason' | 'detail'>[];
  readonly notes: readonly string[];
}

/**
 * Reads every lockfile and manifest of a directory or work tree that the policy does not exclude. What package managers
 * unpacked (`node_modules`, `vendor`) is not the target's own.
 */
export async function inventoryOf(
  request: RunRequest,
  signal: AbortSignal,
): Promise<ComponentInventory> {
  const target = await openTarget(request.path, signal);
  const checks = await loadChecks(productRegistry);
  const { loaded } = await policyInForce(target, request, undefined, checks);
  const plan = await planTree(target, loaded.policy, signal);
  const paths = manifestsAmong(plan.head.map(({ path }) => path));
  const texts = textsOnDisk(target.root);
  const { lists, missed } = await readManifests(paths, await formatsFor(paths), texts);
  return { target, lists, missed: [...plan.incomplete, ...missed], notes: target.notes };
}

/** Readers of YAML and TOML are loaded only where a path may be one of theirs. */
export async function formatsFor(paths: readonly string[]): Promise<readonly ManifestFormat[]> {
  if (paths.length === 0) return [];
  const { manifestFormats } = await import('../../collect/manifests/formats.ts');
  return manifestFormats;
}
