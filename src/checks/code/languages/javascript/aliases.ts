import type { Inheriting, PathAlias, StatedNames } from '../language.ts';
import { folderOf, joined } from './resolve.ts';

/** Chosen: more belong to no project written by hand. */
const maxAliases = 2_000;

/** `tsconfig.json`, `tsconfig.app.json`, `tsconfig-base.json`, `jsconfig.json`, `package.json`. */
export function isConfiguration(name: string): boolean {
  return isConfig(name) || name === 'package.json';
}

function isConfig(name: string): boolean {
  return /^[jt]sconfig[\w.-]{0,100}\.json$/u.test(name);
}

/**
 * The module names that a configuration file gives to files: `paths`, `baseUrl` and `extends` of a `tsconfig.json` or
 * `jsconfig.json` (with comments), the name, `exports` and `imports` of a `package.json`. Empty of one that cannot be read.
 */
export function statedIn(path: string, text: string): StatedNames {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const folder = folderOf(path);
  if (isConfig(name)) return { path, aliases: [], inherits: ofConfig(folder, read(text)) };
  const aliases = name === 'package.json' ? ofPackage(folder, read(text)) : [];
  return {
    path,
    aliases: aliases
      .slice(0, maxAliases)
      .filter(({ pattern, targets }) => pattern.split('*').length <= 2 && targets.length > 0),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// What is not closed runs to the end of the line or text: a search that fails there would begin anew at each quote.
const stringOrComment = /(?<kept>"(?:[^"\\\n]|\\.)*"?)|\/\/[^\n]*|\/\*(?:[^]*?\*\/|[^]*)/gu;
const stringOrComma = /(?<kept>"(?:[^"\\\n]|\\.)*"?)|,(?=\s*[}\]])/gu;

/** JSON with comments and commas before brackets; empty where it is none. */
function read(text: string): Fields {
  const plain = text
    .replace(/^\uFEFF/u, '')
    .replaceAll(stringOrComment, (_, kept?: string) => kept ?? ' ')
    .replaceAll(stringOrComma, (_, kept?: string) => kept ?? '');
  try {
    const value: unknown = JSON.parse(plain);
    return isFields(value) ? value : {};
  } catch {
    // A configuration that nobody can read gives no names; the files are examined all the same.
    return {};
  }
}

/** Chosen: people write one or two. */
const maxExtended = 20;

function ofConfig(folder: string, fields: Fields): Inheriting {
  const options = isFields(fields['compilerOptions']) ? fields['compilerOptions'] : {};
  const { baseUrl, paths } = options;
  return {
    from: strings(fields['extends'])
      .slice(0, maxExtended)
      .flatMap((target) => extended(folder, target)),
    base: typeof baseUrl === 'string' ? joined(folder, baseUrl) : undefined,
    paths: isFields(paths)
      ? Object.fromEntries(Object.entries(paths).map(([key, given]) => [key, strings(given)]))
      : undefined,
  };
}

/** A file of the target; what packages offer is none. */
function extended(folder: string, target: string): readonly (readonly string[])[] {
  if (!/^\.\.?(?:\/|$)/u.test(target) || leadsOut(folder, target)) return [];
  const path = joined(folder, target);
  return [[path, `${path}.json`, joined(path, 'tsconfig.json')]];
}

function leadsOut(folder: string, target: string): boolean {
  let depth = folder === '' ? 0 : folder.split('/').length;
  for (const part of target.split('/')) {
    if (part === '..') depth -= 1;
    else if (part !== '.' && part !== '') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

function ofPackage(folder: string, fields: Fields): readonly PathAlias[] {
  const { name, exports, imports, source, module, main } = fields;
  const aliases: PathAlias[] = [];
  for (const [pattern, given] of Object.entries(isFields(imports) ? imports : {})) {
    aliases.push({ scope: folder, pattern, targets: sourcesOf(folder, targetsOf(given)) });
  }
  if (typeof name !== 'string') return aliases;
  // Others in the same target name the package as a whole, wherever their folder is.
  const entries = subpaths(exports);
  const entry = [
    ...strings(source),
    ...(entries.get('.') ?? []),
    ...strings(module),
    ...strings(main),
  ];
  aliases.push({
    scope: '',
    pattern: name,
    targets: [...sourcesOf(folder, entry), joined(folder, 'src/index'), folder],
  });
  for (const [key, targets] of entries) {
    if (key === '.') continue;
    aliases.push({ scope: '', pattern: joined(name, key), targets: sourcesOf(folder, targets) });
  }
  aliases.push({
    scope: '',
    pattern: `${name}/*`,
    targets: [joined(folder, '*'), joined(folder, 'src/*')],
  });
  return aliases;
}

/** `.` and `./x` of `exports`, each with the files of all its conditions. */
function subpaths(exports: unknown): ReadonlyMap<string, readonly string[]> {
  const isKeyed = isFields(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  const entries = isKeyed ? Object.entries(exports) : [['.', exports] as const];
  return new Map(entries.map(([key, given]) => [key, targetsOf(given)]));
}

/** Chosen: conditions are nested two or three levels. */
const maxConditionDepth = 6;

function targetsOf(given: unknown, depth: number = 0): readonly string[] {
  if (depth > maxConditionDepth) return [];
  if (isFields(given)) return Object.values(given).flatMap((each) => targetsOf(each, depth + 1));
  return strings(given);
}

const built = /^(?:dist|lib|build|out|es|esm|cjs)(?:\/(?:esm?|cjs|src))?\//u;

/** What is published is compiled: `dist/a.js` and `dist/a.d.ts` stand for `src/a.ts` as well. */
function sourcesOf(folder: string, targets: readonly string[]): readonly string[] {
  const all = targets.flatMap((target) => {
    const plain = joined('', target).replace(/\.d\.(?<kind>[cm]?)ts$/u, '.$<kind>js');
    return built.test(plain) ? [plain.replace(built, 'src/'), plain] : [plain];
  });
  return [...new Set(all)].map((target) => joined(folder, target));
}

function strings(given: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(given) ? given : [given];
  return all.filter((each): each is string => typeof each === 'string' && each !== '');
}
