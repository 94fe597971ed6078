import type { Check } from '../model/check.ts';

/** The registry of the product, as the workers load it too. */
export const productRegistry: string = new URL(
  import.meta.url.endsWith('.ts') ? '../checks/registry.ts' : '../checks/registry.js',
  import.meta.url,
).href;

/** Loads the checks of a registry module. */
export async function loadChecks(registry: string): Promise<readonly Check[]> {
  // oxlint-disable-next-line no-unsafe-type-assertion -- a module of our own, or of a test
  const module = (await import(registry)) as { readonly checks: readonly Check[] };
  return module.checks;
}
