import { folderOf, joined } from './javascript/resolve.ts';
import type { PathAlias, StatedNames } from './language.ts';

/** Files that go on from each other; chosen: people write two or three. */
const maxDepth = 10;
/** Chosen: more belong to no project written by hand. */
const maxAliases = 2_000;

/** What is in force in one file. */
interface Held {
  readonly base: string | undefined;
  readonly paths:
    | { readonly folder: string; readonly named: Readonly<Record<string, readonly string[]>> }
    | undefined;
}

const nothingHeld: Held = { base: undefined, paths: undefined };

/** The aliases that files state, with what they have from the files that they extend; circles end where they close. */
export function aliasesIn(stated: readonly StatedNames[]): readonly PathAlias[] {
  const byPath = new Map(stated.map((each) => [each.path, each]));
  return stated.flatMap((each) => {
    const own = each.inherits === undefined ? [] : inheritedBy(each, byPath);
    return [...each.aliases, ...own].toSorted((a, b) => breadth(a) - breadth(b));
  });
}

function inheritedBy(
  file: StatedNames,
  byPath: ReadonlyMap<string, StatedNames>,
): readonly PathAlias[] {
  const { base, paths } = heldBy(file, byPath, [file]);
  const scope = folderOf(file.path);
  const aliases = Object.entries(paths?.named ?? {}).map(([pattern, targets]) => ({
    scope,
    pattern,
    targets: targets.map((target) => {
      const own = /^\$\{configDir\}(?<rest>.*)$/su.exec(target)?.groups?.['rest'];
      return own === undefined
        ? joined(base ?? paths?.folder ?? scope, target)
        : joined(scope, own);
    }),
  }));
  const whole = base === undefined ? [] : [{ scope, pattern: '*', targets: [joined(base, '*')] }];
  return [...aliases.slice(0, maxAliases), ...whole].filter(
    ({ pattern, targets }) => pattern.split('*').length <= 2 && targets.length > 0,
  );
}

function heldBy(
  { path, inherits }: StatedNames,
  byPath: ReadonlyMap<string, StatedNames>,
  way: readonly StatedNames[],
): Held {
  if (inherits === undefined) return nothingHeld;
  const parents = way.length >= maxDepth ? [] : inherits.from;
  const held = parents.reduce<Held>((so, candidates) => {
    const parent = candidates.flatMap((each) => byPath.get(each) ?? [])[0];
    if (parent === undefined || way.includes(parent)) return so;
    const from = heldBy(parent, byPath, [...way, parent]);
    return { base: from.base ?? so.base, paths: from.paths ?? so.paths };
  }, nothingHeld);
  const { base = held.base, paths: named } = inherits;
  return { base, paths: named === undefined ? held.paths : { folder: folderOf(path), named } };
}

/** Longer before the `*` is narrower, and no `*` is narrowest. */
function breadth({ pattern }: PathAlias): number {
  const star = pattern.indexOf('*');
  return star === -1 ? -Infinity : -star;
}
