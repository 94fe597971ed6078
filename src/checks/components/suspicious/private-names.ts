import type { Component, ComponentList } from '../../../model/component.ts';
import { normaliseName } from '../../../model/package-name.ts';
import { placeOfSource, type Place } from './hosts.ts';
import { eachComponent, type Suspicion, type SuspicionContext } from './suspicion.ts';

type PrivateName = SuspicionContext['settings']['privateNames'][number];

/** Names of the organisation that come from somebody else (dependency confusion). A source that is not told tells nothing. */
export function privateNames(
  list: ComponentList,
  { settings }: SuspicionContext,
): readonly Suspicion[] {
  const owned = settings.privateNames.filter(({ hosts }) => hosts.length > 0);
  if (owned.length === 0) return [];
  return eachComponent(list, (component) => {
    const rule = longest(owned, component);
    const place = rule === undefined ? undefined : placeOfSource(component.source);
    if (rule === undefined || place === undefined) return undefined;
    if (rule.hosts.some((host) => isAt(place, host))) return undefined;
    const fact = `names that begin with ${rule.prefix} come from ${rule.hosts.join(', ')}; this one comes from ${place.host}`;
    return { signal: 'private-name-elsewhere', fact, confidence: 'high' };
  });
}

/** The longest prefix counts: a part of a scope may have a host of its own. */
function longest(
  owned: readonly PrivateName[],
  { ecosystem, name }: Component,
): PrivateName | undefined {
  const normal = normaliseName(ecosystem, name);
  let best: PrivateName | undefined;
  for (const each of owned) {
    const isLonger = each.prefix.length > (best?.prefix.length ?? 0);
    if (isLonger && isOf(normal, normaliseName(ecosystem, each.prefix))) best = each;
  }
  return best;
}

/** A scope is written `@acme` or `@acme/`; it is never the beginning of `@acme-corp/`. */
function isOf(name: string, prefix: string): boolean {
  if (prefix.startsWith('@') && !prefix.includes('/')) return name.startsWith(`${prefix}/`);
  return name.startsWith(prefix);
}

/** A host may be given with the path below which it serves: `gitlab.example/api/v4/projects/7`. */
function isAt({ host, path }: Place, allowed: string): boolean {
  const [wanted = '', ...rest] = allowed.replace(/^https?:\/\//, '').split('/');
  if (host !== wanted.toLowerCase()) return false;
  const below = rest.join('/').replace(/\/$/, '');
  return below === '' || path === `/${below}` || path.startsWith(`/${below}/`);
}
