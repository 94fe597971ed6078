import type { Component, ComponentList } from '../../../model/component.ts';
import { normaliseName } from '../../../model/package-name.ts';
import { asRead, isLookAlike, skeletonOf } from './look-alike.ts';
import { nearModule } from './near-modules.ts';
import { nameIndex, type NameIndex } from './name-index.ts';
import { popularNames } from './popular/names.ts';
import { eachComponent, type Suspicion } from './suspicion.ts';

type Said = Omit<Suspicion, 'component'>;

/** Shorter popular names have honest neighbours everywhere. */
const MIN_EDITED_UNITS = 5;

/** Scopes that few people use are imitated by nobody, and have honest neighbours. */
const MAX_IMITATED_SCOPES = 150;

/** Components whose name can be taken for another one. Names from the target's own folders are nobody's trap. */
export function nearNames(list: ComponentList): readonly Suspicion[] {
  const told = new Map<string, Said | undefined>();
  return eachComponent(list, ({ ecosystem, name, source }) => {
    if (source.kind === 'path' || source.kind === 'git') return undefined;
    const key = `${ecosystem} ${name}`;
    if (!told.has(key)) told.set(key, nearName({ ecosystem, name }));
    return told.get(key);
  });
}

/** What is suspicious about one name. Pure; the lists of an ecosystem are prepared at its first name. */
export function nearName({
  ecosystem,
  name,
}: Pick<Component, 'ecosystem' | 'name'>): Said | undefined {
  if (isLookAlike(name)) {
    const fact = `its name is written with letters of another script so as to be read as ${asRead(name)}`;
    return { signal: 'name-look-alike', fact, confidence: 'high' };
  }
  if (ecosystem === 'Go') return nearModule(name);
  const known = knownOf(ecosystem);
  if (known === undefined) return undefined;
  const normal = normaliseName(ecosystem, name);
  if (known.names.has(normal) || known.legitimate.has(normal)) return undefined;
  return normal.startsWith('@') ? nearScope(normal, known) : nearPlain(normal, known);
}

/** Whether very many use the package, or it is known to be honest; false where no names are known. */
export function isPopular(ecosystem: string, name: string): boolean {
  const known = knownOf(ecosystem);
  if (known === undefined) return false;
  const normal = normaliseName(ecosystem, name);
  const scope = normal.startsWith('@') ? (normal.split('/', 1)[0] ?? '') : '';
  return known.names.has(normal) || known.legitimate.has(normal) || known.scopes.has(scope);
}

/** Whoever owns a scope owns all names in it: only the scope can be mistaken. */
function nearScope(name: string, { scopes, imitated }: Known): Said | undefined {
  const scope = name.split('/', 1)[0] ?? '';
  if (scopes.has(scope) || scope.length < MIN_EDITED_UNITS) return undefined;
  const near = imitated.oneEditFrom(scope);
  return near === undefined ? undefined : said(near, 'in a scope one letter from', 'low');
}

function nearPlain(name: string, known: Known): Said | undefined {
  const same = known.skeletons.get(skeletonOf(name));
  if (same !== undefined && same.length >= MIN_EDITED_UNITS) {
    return said(same, 'but for separators or letters that look alike', 'medium');
  }
  const edited = known.names.oneEditFrom(name);
  if (edited !== undefined && isMistakable(name, edited)) {
    return said(edited, 'one letter from', edited.length >= 7 ? 'medium' : 'low');
  }
  const bare = withoutAffix(name);
  if (bare === undefined || bare.length < MIN_EDITED_UNITS || !known.names.has(bare)) {
    return undefined;
  }
  return said(bare, 'an ending or beginning away from', 'low');
}

function said(popular: string, how: string, confidence: Said['confidence']): Said {
  const fact = `its name is ${how} the popular ${popular}`;
  return { signal: 'name-near-popular', fact, confidence };
}

/** Numbers tell generations of a package apart (`es5-ext`, `psycopg3`): as a difference they are honest. */
function isMistakable(name: string, popular: string): boolean {
  if (popular.length < MIN_EDITED_UNITS || popular.startsWith('@')) return false;
  return name.replaceAll(/\d/g, '') !== popular.replaceAll(/\d/g, '');
}

const affixes =
  /^(?:js-|node-|npm-|py-|python-|python3-|go-|rust-)|(?:-js|\.js|js|-node|-npm|-py|-python|-rb|-ruby|-rs|\.net|\.core|\.netcore)$/;

/** Undefined where it has none. */
function withoutAffix(name: string): string | undefined {
  const bare = name.replace(affixes, '');
  return bare === name ? undefined : bare;
}

interface Known {
  readonly names: NameIndex;
  readonly legitimate: ReadonlySet<string>;
  readonly scopes: ReadonlySet<string>;
  /** The most popular scopes. */
  readonly imitated: NameIndex;
  /** Skeleton → name. */
  readonly skeletons: ReadonlyMap<string, string>;
}

const prepared = new Map<string, Known | undefined>();

function knownOf(ecosystem: string): Known | undefined {
  if (!prepared.has(ecosystem)) prepared.set(ecosystem, prepare(ecosystem));
  return prepared.get(ecosystem);
}

function prepare(ecosystem: string): Known | undefined {
  const popular = popularNames(ecosystem);
  if (popular === undefined) return undefined;
  const names = popular.names.map((name) => normaliseName(ecosystem, name));
  return {
    names: nameIndex(names),
    legitimate: new Set(popular.legitimate),
    scopes: new Set(popular.scopes),
    imitated: nameIndex(popular.scopes.slice(0, MAX_IMITATED_SCOPES)),
    // The most popular is first and stays.
    skeletons: new Map(names.toReversed().map((name) => [skeletonOf(name), name])),
  };
}
