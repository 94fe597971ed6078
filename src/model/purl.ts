import type { Component } from './component.ts';
import { normaliseName } from './package-name.ts';
import { lenientParts } from './purl/parse.ts';
import type { PurlParts } from './purl/parts.ts';
import { purlTypeRule } from './purl/types.ts';
import { writePurl } from './purl/write.ts';

/** What the ecosystems are called in package URLs (github.com/package-url/purl-spec, types), and what else is read so. */
const types: readonly (readonly [string, string, ...(readonly string[])])[] = [
  ['npm', 'npm'],
  ['PyPI', 'pypi'],
  ['Go', 'golang'],
  ['Maven', 'maven'],
  ['crates.io', 'cargo'],
  ['RubyGems', 'gem'],
  ['Packagist', 'composer'],
  ['NuGet', 'nuget'],
  ['Pub', 'pub'],
  ['Hex', 'hex'],
  ['SwiftURL', 'swift'],
  ['CocoaPods', 'cocoapods'],
  ['Hackage', 'hackage'],
  ['CRAN', 'cran'],
  ['ConanCenter', 'conan'],
  ['Bitnami', 'bitnami'],
  ['Julia', 'julia'],
  ['VSCode', 'vscode-extension'],
  // GitHub's own SBOMs say githubactions, which nobody registered.
  ['GitHub Actions', 'github', 'githubactions'],
];
const typeOf: ReadonlyMap<string, string> = new Map(
  types.map(([ecosystem, type]) => [ecosystem, type]),
);
const ecosystemOf: ReadonlyMap<string, string> = new Map(
  types.flatMap(([ecosystem, ...all]) => all.map((type) => [type, ecosystem] as const)),
);

/** Which package in which version: what advisories are looked up by. */
export type PackageVersion = Pick<Component, 'ecosystem' | 'name' | 'version'>;

/**
 * The package URL of a component, canonical: the same package in the same version always has the same. Of a component
 * without an exact version it names none.
 */
export function purlOf({ ecosystem, name, version }: PackageVersion): string {
  // What follows a colon names a release or a repository (OSV schema, "Defined ecosystems").
  const base = ecosystem.split(':', 1)[0] ?? '';
  const type = typeOf.get(base) ?? base.toLowerCase().replace(/[^a-z0-9.-]/g, '-');
  const { namespace, name: last, subpath } = partsOfName(base, name);
  const { lower } = purlTypeRule(type);
  return writePurl({
    type,
    namespace: lower.includes('namespace') ? namespace.toLowerCase() : namespace,
    name: lower.includes('name') ? last.toLowerCase() : last,
    version: versionWritten(base, name, version),
    qualifiers: new Map(),
    subpath,
  });
}

/** Where the ecosystem's name is parted; of PyPI normalised as PEP 503 asks, so that there is one URL. */
function partsOfName(
  ecosystem: string,
  name: string,
): Pick<PurlParts, 'namespace' | 'name' | 'subpath'> {
  if (ecosystem === 'PyPI') return cut(normaliseName(ecosystem, name), '/');
  if (ecosystem === 'Maven') return cut(name, ':');
  if (ecosystem === 'VSCode') return cut(name, '.');
  if (ecosystem !== 'GitHub Actions') return cut(name, '/');
  // An action can lie below its repository.
  const [owner = '', repository = '', ...below] = name.split('/');
  return repository === ''
    ? cut(name, '/')
    : { namespace: owner, name: repository, subpath: below.join('/') };
}

function cut(name: string, mark: string): Pick<PurlParts, 'namespace' | 'name' | 'subpath'> {
  // A slash at the end, or twice, parts nothing.
  const plain = name.replace(/\/{1,99}$/, '');
  const at = plain.lastIndexOf(mark);
  return { namespace: plain.slice(0, Math.max(at, 0)), name: plain.slice(at + 1), subpath: '' };
}

/** Modules of Go are tagged `v1.2.3` (go.dev/ref/mod#versions), which components leave out; releases of Go itself are not. */
function versionWritten(ecosystem: string, name: string, version: string): string {
  if (ecosystem === 'PyPI') return version.toLowerCase();
  const isModule = ecosystem === 'Go' && name !== 'stdlib' && name !== 'toolchain';
  return isModule && /^\d/.test(version) ? `v${version}` : version;
}

/**
 * The component that a package URL names, its name as the ecosystem writes it (`@scope/name`, `group:artifact`) with the
 * letters that the URL has; the version empty where it names none. The ecosystem is OSV's, or the type where OSV has
 * none: distributions of Linux are told apart by qualifiers and stay `deb`, `rpm`, `apk` here, their name with the
 * distribution before it. Undefined for what is no package URL.
 */
export function componentOfPurl(purl: string): PackageVersion | undefined {
  const parts = lenientParts(purl);
  if (parts === undefined) return undefined;
  const { type, version } = parts;
  if (!/^[a-z][a-z0-9.-]{0,60}$/.test(type)) return undefined;
  const ecosystem = ecosystemOf.get(type) ?? type;
  return {
    ecosystem,
    name: nameOf(ecosystem, parts),
    version: ecosystem === 'Go' && /^v\d/.test(version) ? version.slice(1) : version,
  };
}

function nameOf(ecosystem: string, { namespace, name, subpath }: PurlParts): string {
  const joined = (mark: string): string => (namespace === '' ? name : `${namespace}${mark}${name}`);
  switch (ecosystem) {
    case 'Maven':
      return joined(':');
    case 'VSCode':
      return joined('.');
    case 'ConanCenter':
      // User and channel are no part of the name that advisories have.
      return name;
    case 'GitHub Actions':
      return subpath === '' ? joined('/') : `${joined('/')}/${subpath}`;
    default:
      return joined('/');
  }
}
