import type { PathAlias } from '../language.ts';

const endings = [
  '',
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.mts',
  '.cts',
  '.vue',
  '.svelte',
] as const;
const indexes = [
  'index.ts',
  'index.tsx',
  'index.js',
  'index.jsx',
  'index.mjs',
  'index.cjs',
] as const;

/**
 * Paths that a specifier may mean, as Node and TypeScript look for them: as written, with an extension, as a folder with
 * an index; `.js` may stand for the `.ts` that it is compiled from.
 */
export function candidates(
  specifier: string,
  from: string,
  aliases: readonly PathAlias[],
): readonly string[] {
  const isRelative = /^\.\.?(?:\/|$)/u.test(specifier);
  const places = isRelative
    ? [joined(folderOf(from), specifier)]
    : aliased(specifier, from, aliases);
  return places.flatMap((place) => filesOf(place));
}

function filesOf(place: string): readonly string[] {
  // The root of the target has no name of its own.
  if (place === '') return indexes;
  const compiled = /^(?<stem>.*\.[cm]?)js(?<x>x?)$/u.exec(place)?.groups;
  const stem = compiled?.['stem'] ?? '';
  return [
    ...endings.map((ending) => place + ending),
    ...(compiled === undefined ? [] : [`${stem}ts${compiled['x'] ?? ''}`, `${stem}tsx`]),
    ...indexes.map((index) => `${place}/${index}`),
  ];
}

/** `a/b` of `a/b/c.ts`. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** A path from the root of the target; what leads out of it ends at the root. */
export function joined(folder: string, relative: string): string {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function aliased(
  specifier: string,
  from: string,
  aliases: readonly PathAlias[],
): readonly string[] {
  return fitting(specifier, aliases).flatMap(({ scope, pattern, targets }) => {
    if (scope !== '' && !from.startsWith(`${scope}/`)) return [];
    const star = pattern.indexOf('*');
    if (star === -1) return specifier === pattern ? targets : [];
    const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
    const fits =
      specifier.startsWith(before) &&
      specifier.endsWith(after) &&
      specifier.length >= before.length + after.length;
    if (!fits) return [];
    const middle = specifier.slice(before.length, specifier.length - after.length);
    return targets.map((target) => target.replace('*', () => middle));
  });
}

/** Names of packages and files are not longer. */
const maxSpecifier = 500;

/** By what stands before the `*`, or all of it: a large repository names a thousand packages. */
type AliasIndex = ReadonlyMap<
  string,
  readonly { readonly order: number; readonly alias: PathAlias }[]
>;

const aliasIndexes: WeakMap<readonly PathAlias[], AliasIndex> = new WeakMap();

/** Aliases with which a specifier begins, in their order. */
function fitting(specifier: string, aliases: readonly PathAlias[]): readonly PathAlias[] {
  const index = indexOf(aliases);
  const prefixes = Array.from({ length: Math.min(specifier.length, maxSpecifier) + 1 }, (_, end) =>
    specifier.slice(0, end),
  );
  return prefixes
    .flatMap((prefix) => index.get(prefix) ?? [])
    .toSorted((left, right) => left.order - right.order)
    .map(({ alias }) => alias);
}

function indexOf(aliases: readonly PathAlias[]): AliasIndex {
  const known = aliasIndexes.get(aliases);
  if (known !== undefined) return known;
  const made = new Map<string, { readonly order: number; readonly alias: PathAlias }[]>();
  for (const [order, alias] of aliases.entries()) {
    const [before = ''] = alias.pattern.split('*');
    const list = made.get(before) ?? [];
    list.push({ order, alias });
    made.set(before, list);
  }
  aliasIndexes.set(aliases, made);
  return made;
}
