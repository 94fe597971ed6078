import { mayStateComponents } from '../collect/manifests/manifest-names.ts';
import { classifyPath } from '../collect/classify.ts';
import { openTarget, type OpenTarget } from '../collect/target.ts';
import type { Incomplete } from '../model/incomplete.ts';
import { loadChecks, productRegistry } from './load-checks.ts';
import { planTree } from './plan-tree.ts';
import { policyInForce } from './policy-in-force.ts';
import type { RunRequest } from './request.ts';
import { readManifests, type ReadManifests } from '../collect/manifests/read-manifests.ts';

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
  const paths = plan.head
    .map(({ path }) => path)
    .filter((path) => mayStateComponents(path) && classifyPath(path) !== 'vendored');
  const { lists, missed } = readManifests(target.root, paths, await formatsFor(paths));
  return { target, lists, missed: [...plan.incomplete, ...missed], notes: target.notes };
}

/** Readers of YAML and TOML are loaded only where a path may be one of theirs. */
async function formatsFor(paths: readonly string[]): Promise<Parameters<typeof readManifests>[2]> {
  if (paths.length === 0) return [];
  const { manifestFormats } = await import('../collect/manifests/formats.ts');
  return manifestFormats;
}
