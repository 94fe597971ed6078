import type { Component, ComponentList, ComponentSource } from '../../../model/component.ts';
import { isThisMachine, placeOfSource } from './hosts.ts';
import { eachComponent, type Suspicion } from './suspicion.ts';

type Said = Omit<Suspicion, 'component'>;

/** Sources that somebody else than the publisher can change: the clearest reason of each component. */
export function oddSources(list: ComponentList): readonly Suspicion[] {
  return eachComponent(
    list,
    (component) =>
      insecure(component) ??
      otherPackage(component) ??
      unpinnedGit(component) ??
      archive(component),
  );
}

/** Schemes that neither encrypt nor prove who answers. */
const insecureSchemes: ReadonlySet<string> = new Set(['http', 'git', 'git+http', 'ftp', 'svn']);

function insecure({ source, integrity }: Component): Said | undefined {
  const place = placeOfSource(source);
  if (place === undefined || !insecureSchemes.has(place.scheme)) return undefined;
  if (isThisMachine(place.host)) return undefined;
  const fact = `it is fetched over ${place.scheme}: from ${place.host}, where anybody between can exchange it`;
  // A hash shows the exchange.
  const confidence = integrity.length > 0 ? 'low' : 'medium';
  return { signal: 'insecure-source', fact, confidence };
}

/**
 * Archives of npm's registries are at `/<name>/-/<base>-<version>.tgz`: a lockfile that names another package there was
 * written by hand. Such an edit is easily missed in review.
 */
function otherPackage({ ecosystem, name, source }: Component): Said | undefined {
  const place = source.kind === 'registry' ? placeOfSource(source) : undefined;
  if (ecosystem !== 'npm' || place === undefined) return undefined;
  const path = place.path.replaceAll(/%2f/gi, '/').replaceAll('%40', '@');
  const end = path.indexOf('/-/');
  if (end === -1 || `${path.slice(0, end)}/`.endsWith(`/${name}/`)) return undefined;
  const fact = `its address is that of another package: ${path.slice(0, end).slice(-120)}`;
  return { signal: 'source-of-other-package', fact, confidence: 'high' };
}

function unpinnedGit({ source }: Component): Said | undefined {
  if (source.kind !== 'git' || isPinned(source)) return undefined;
  const fact = `it comes from git without a commit (${shown(source.url)}): whoever can push there decides what is installed`;
  return { signal: 'git-source', fact, confidence: 'medium' };
}

/** A commit is hexadecimal; a branch or tag can be moved. Some formats write it behind an at sign of the address. */
function isPinned({ url, commit }: Extract<ComponentSource, { kind: 'git' }>): boolean {
  const named = commit ?? /[@#]([0-9a-f]{7,64})$/.exec(url)?.[1] ?? '';
  return /^[0-9a-f]{7,64}$/.test(named);
}

function archive({ source, integrity }: Component): Said | undefined {
  if (source.kind !== 'archive') return undefined;
  const isHashed = integrity.length > 0;
  const hash = isHashed ? '' : ', without a hash';
  const fact = `it is an archive from ${shown(source.url)}${hash}: no registry keeps its versions unchanged`;
  return { signal: 'archive-source', fact, confidence: isHashed ? 'low' : 'medium' };
}

function shown(url: string): string {
  return url.length > 160 ? `${url.slice(0, 160)}…` : url;
}
