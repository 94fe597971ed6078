import type { Component, ComponentList } from '../../../model/component.ts';
import { placeOfSource } from './hosts.ts';
import { eachComponent, type Suspicion, type SuspicionContext } from './suspicion.ts';

/** Of fewer components the usual host is not known. */
const MIN_COMPONENTS = 10;
/** A host of more of them is one that the project uses. */
const MAX_SHARE = 0.05;

/**
 * Packages of a registry's form whose host serves few of the file, while the host of most serves the rest: the form of a
 * lockfile whose address was exchanged. Scopes that come whole from one host, and private names, are a project's choice.
 */
export function unusualHosts(
  list: ComponentList,
  { settings }: SuspicionContext,
): readonly Suspicion[] {
  const hosts = list.components.map((component) =>
    component.source.kind === 'registry' ? placeOfSource(component.source)?.host : undefined,
  );
  const counts = new Map<string, number>();
  const scopes = new Map<string, Set<string>>();
  for (const [index, host] of hosts.entries()) {
    if (host === undefined) continue;
    counts.set(host, (counts.get(host) ?? 0) + 1);
    const scope = scopeOf(list.components[index]);
    scopes.set(scope, (scopes.get(scope) ?? new Set()).add(host));
  }
  const told = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (told < MIN_COMPONENTS || counts.size < 2) return [];
  const usual = mostOf(counts);
  const configured = new Set(settings.privateNames.flatMap((each) => each.hosts.map(hostIn)));
  let index = -1;
  return eachComponent(list, (component) => {
    index++;
    const host = hosts[index];
    if (host === undefined || configured.has(host)) return undefined;
    if ((counts.get(host) ?? 0) > told * MAX_SHARE) return undefined;
    const scope = scopeOf(component);
    if (scope !== '' && scopes.get(scope)?.size === 1) return undefined;
    const fact = `it comes from ${host}, where most of the file comes from ${usual}`;
    return { signal: 'unusual-host', fact, confidence: 'medium' };
  });
}

function scopeOf(component: Component | undefined): string {
  const name = component?.name ?? '';
  return name.startsWith('@') ? name.slice(0, name.indexOf('/')) : '';
}

function mostOf(counts: ReadonlyMap<string, number>): string {
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), ['', 0])[0];
}

function hostIn(allowed: string): string {
  return allowed.replace(/^https?:\/\//, '').split('/', 1)[0] ?? '';
}
