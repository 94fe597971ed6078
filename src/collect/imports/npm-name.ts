import { isBuiltin } from 'node:module';

/** Modules of Node that bundlers replace by a package of the same name: which of both is meant is not told. */
const alsoPackages: ReadonlySet<string> = new Set([
  'assert',
  'buffer',
  'constants',
  'events',
  'process',
  'punycode',
  'querystring',
  'string_decoder',
  'url',
  'util',
]);

/** A name as npm allows it, old ones in capitals too; at most 214 characters (docs.npmjs.com, package.json, `name`). */
const packageName = /^(?:@[\w.~-]{1,213}\/)?[a-z0-9_~-][\w.~-]{0,213}$/iu;

/**
 * Packages that a module specifier names: none for files, URLs, `#imports` and modules of Node itself, several for
 * loaders of webpack (`style-loader!css-loader!bootstrap/x.css`).
 */
export function packagesOf(specifier: string): readonly string[] {
  if (specifier.length > 2048) return [];
  return specifier.split('!').flatMap((part) => packageOf(part) ?? []);
}

function packageOf(specifier: string): string | undefined {
  const bare = bareOf(specifier);
  if (bare === undefined) return undefined;
  const [first = '', second = ''] = bare.split('/', 2);
  const name = first.startsWith('@') ? `${first}/${second}` : first;
  if (!packageName.test(name)) return undefined;
  const isNodes = isBuiltin(bare) || isBuiltin(name);
  return isNodes && !alsoPackages.has(name) ? undefined : name;
}

/** Without the version and the scheme of Deno's `npm:lodash@4`, and without a query of a bundler. */
function bareOf(specifier: string): string | undefined {
  const plain = specifier.split('?', 1)[0] ?? '';
  if (plain.startsWith('npm:')) {
    const named = plain.slice('npm:'.length).replace(/^\//u, '');
    return named.replace(/(?<=[^@/])@[^/]*/u, '');
  }
  if (/^(?:[./#$~]|@\/|@@\/|[a-z]:[\\/])/iu.test(plain) || plain.includes(':')) return undefined;
  return plain;
}

/** Whether a constant beginning of a specifier already tells its package: `lodash/` does, `lodash` may become `lodash-es`. */
export function packageOfPrefix(
  prefix: string,
): { readonly packages: readonly string[] } | undefined {
  if (/^(?:\.{0,2}\/|\.|#|@\/|~\/)/u.test(prefix)) return { packages: [] };
  const slashes = prefix.startsWith('@') ? 2 : 1;
  return prefix.split('/').length > slashes ? { packages: packagesOf(prefix) } : undefined;
}
