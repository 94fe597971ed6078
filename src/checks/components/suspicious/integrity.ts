import type { Component, ComponentList } from '../../../model/component.ts';
import { normaliseName } from '../../../model/package-name.ts';
import { eachComponent, type Suspicion, type SuspicionContext } from './suspicion.ts';

/** Where more changed at once, another tool or cache version wrote the file, and one change says little. */
const MAX_CHANGED_SHARE = 0.5;
/** Of fewer changed components a share says nothing. */
const MIN_CHANGED_FOR_SHARE = 20;

/** A published version never changes: another hash under the same version is another content. */
export function changedIntegrity(
  list: ComponentList,
  { before }: SuspicionContext,
): readonly Suspicion[] {
  if (before === undefined) return [];
  const known = hashesIn(before.filter(({ format }) => format === list.format));
  let compared = 0;
  const changed = eachComponent(list, (component) => {
    const was = known.get(keyOf(component));
    const verdict = was === undefined ? undefined : compare(was, component.integrity);
    if (verdict === undefined) return undefined;
    compared++;
    if (verdict === 'same') return undefined;
    const fact = `the hash of ${component.version} is another one than at the base (${verdict}): its content was exchanged, or the base recorded it wrongly`;
    return { signal: 'integrity-changed', fact, confidence: 'high' };
  });
  const wholesale =
    changed.length > MIN_CHANGED_FOR_SHARE && changed.length > compared * MAX_CHANGED_SHARE;
  if (!wholesale) return changed;
  const note = `; so are ${changed.length} of ${compared} hashes of the file, which looks like another tool`;
  return changed.map((each) => ({ ...each, fact: each.fact + note, confidence: 'low' }));
}

/** By algorithm. */
type Hashes = Map<string, Set<string>>;

function hashesIn(lists: readonly ComponentList[]): ReadonlyMap<string, Hashes> {
  const known = new Map<string, Hashes>();
  for (const component of lists.flatMap(({ components }) => components)) {
    if (component.version === '' || component.integrity.length === 0) continue;
    const key = keyOf(component);
    const hashes: Hashes = known.get(key) ?? new Map<string, Set<string>>();
    known.set(key, hashes);
    for (const hash of component.integrity) {
      const algorithm = algorithmOf(hash);
      hashes.set(algorithm, (hashes.get(algorithm) ?? new Set()).add(hash));
    }
  }
  return known;
}

/** The algorithm whose hashes share none; `same` where they share one; undefined where no algorithm is in both. */
function compare(was: Hashes, now: readonly string[]): string | undefined {
  let verdict: string | undefined;
  for (const hash of now) {
    const algorithm = algorithmOf(hash);
    const known = was.get(algorithm);
    if (known?.has(hash) === true) return 'same';
    if (known !== undefined) verdict ??= algorithm;
  }
  return verdict;
}

/** `sha512` of `sha512-…` and `sha256:…`; `yarn:10c0` of yarn's, whose key says how its archive was made. */
function algorithmOf(hash: string): string {
  const yarn = /^yarn:(?:[^/]{1,20}(?=\/))?/.exec(hash);
  return yarn?.[0] ?? /^[A-Za-z0-9]{1,20}(?=[-:])/.exec(hash)?.[0].toLowerCase() ?? '';
}

function keyOf({ ecosystem, name, version }: Component): string {
  return `${ecosystem} ${normaliseName(ecosystem, name)} ${version}`;
}

/** Where fewer have hashes, missing ones are how the file is. */
const MIN_HASHED = 5;
/** Where more lack theirs, the tool leaves them out. */
const MAX_LACKING_SHARE = 0.1;

/** Components without a hash where others from the same kind of source have one: what they download is taken unseen. */
export function missingIntegrity(list: ComponentList): readonly Suspicion[] {
  if (leavesSomeOut(list)) return [];
  const counts = new Map<string, { hashed: number; lacking: number }>();
  for (const component of list.components) {
    const kind = kindOf(component);
    const count = counts.get(kind) ?? { hashed: 0, lacking: 0 };
    counts.set(kind, count);
    if (component.integrity.length > 0) count.hashed++;
    else count.lacking++;
  }
  return eachComponent(list, (component) => {
    const { source, integrity } = component;
    if (integrity.length > 0 || source.kind === 'path' || source.kind === 'git') return undefined;
    const { hashed, lacking } = counts.get(kindOf(component)) ?? { hashed: 0, lacking: 0 };
    if (hashed < MIN_HASHED || lacking > (hashed + lacking) * MAX_LACKING_SHARE) return undefined;
    const fact = `it has no hash, where ${hashed} others of the file have one`;
    return { signal: 'integrity-missing', fact, confidence: 'medium' };
  });
}

/** go.sum lists hashes only of modules that a build needed; yarn 2 and later none of packages for other platforms. */
function leavesSomeOut({ format, components }: ComponentList): boolean {
  return (
    format === 'go-mod' || components.some(({ integrity }) => integrity[0]?.startsWith('yarn:'))
  );
}

/** npm writes neither address nor hash of what comes inside of another package: these are a kind of their own. */
function kindOf({ ecosystem, source }: Component): string {
  const addressed = 'url' in source && source.url !== undefined;
  return `${ecosystem} ${source.kind} ${addressed ? 'addressed' : ''}`;
}
