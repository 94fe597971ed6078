import type { PathAlias } from '../language.ts';

/**
 * What the `go.mod` at `path` states of the places of packages: its module's path stands for its folder, and each local
 * `replace` for the folder it names (https://go.dev/ref/mod#go-mod-file).
 */
export function aliasesOf(path: string, text: string): readonly PathAlias[] {
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  return text.split('\n').flatMap((line) => {
    const words = line
      .replace(/\/\/.*$/u, '')
      .trim()
      .split(/\s+/u)
      .map(unquoted);
    if (words[0] === 'module') return both(folder, words[1], folder);
    const arrow = words.indexOf('=>');
    const replaced = words[words[0] === 'replace' ? 1 : 0];
    const target = words[arrow + 1] ?? '';
    const isLocal = arrow !== -1 && replaced !== '=>' && /^\.\.?\//u.test(target);
    const place = isLocal ? joined(folder, target) : undefined;
    return place === undefined ? [] : both(folder, replaced, place);
  });
}

function unquoted(word: string): string {
  return word.replace(/^["`](.*)["`]$/u, '$1');
}

function both(scope: string, pattern: string | undefined, target: string): readonly PathAlias[] {
  if (pattern === undefined || pattern === '(') return [];
  return [
    { scope, pattern, targets: [target] },
    { scope, pattern: `${pattern}/*`, targets: [target === '' ? '*' : `${target}/*`] },
  ];
}

/** Undefined: outside of what is examined. */
function joined(folder: string, relative: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/**
 * Folders of the package that an import path means, the likeliest first: those of the modules around `from`, and of
 * those the one whose path says most.
 */
export function candidates(
  specifier: string,
  from: string,
  aliases: readonly PathAlias[],
): readonly string[] {
  const fitting = aliases.flatMap((alias) => {
    const rest = restOf(specifier, alias.pattern);
    if (rest === undefined) return [];
    const isAround = alias.scope === '' || from.startsWith(`${alias.scope}/`);
    return alias.targets.map((target) => ({
      folder: target.replace('*', () => rest),
      rank: (isAround ? 1_000 : 0) + alias.pattern.length,
    }));
  });
  fitting.sort((a, b) => b.rank - a.rank);
  return [...new Set(fitting.map(({ folder }) => folder))];
}

/** What `*` stands for; empty where the pattern has none; undefined: it does not fit. */
function restOf(specifier: string, pattern: string): string | undefined {
  if (!pattern.endsWith('*')) return specifier === pattern ? '' : undefined;
  const prefix = pattern.slice(0, -1);
  return specifier.startsWith(prefix) ? specifier.slice(prefix.length) : undefined;
}
