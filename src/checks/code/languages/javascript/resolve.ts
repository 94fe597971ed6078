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
const indexes = ['/index.ts', '/index.tsx', '/index.js', '/index.jsx', '/index.mjs'] as const;

/**
 * Paths that a specifier may mean, as Node and TypeScript look for them: as written, with an extension, as a folder with
 * an index; `.js` may stand for the `.ts` that it is compiled from.
 */
export function candidates(
  specifier: string,
  from: string,
  aliases: readonly PathAlias[],
): readonly string[] {
  const places = specifier.startsWith('.')
    ? [joined(from, specifier)]
    : aliased(specifier, from, aliases);
  return places.flatMap((place) => [
    ...endings.map((ending) => place + ending),
    ...indexes.map((index) => (place === '' ? index.slice(1) : place + index)),
    ...(/\.[cm]?jsx?$/u.test(place) ? [place.replace(/js(x?)$/u, 'ts$1')] : []),
  ]);
}

function joined(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
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
  return aliases.flatMap(({ scope, pattern, targets }) => {
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
