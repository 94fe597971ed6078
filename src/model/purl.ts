import type { Component } from './component.ts';
import { normaliseName } from './package-name.ts';

/** What the ecosystems are called in package URLs (github.com/package-url/purl-spec, types). */
const types: ReadonlyMap<string, string> = new Map([
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
]);

/** Types whose definition asks for lower case. */
const lowerCase: ReadonlySet<string> = new Set(['golang', 'composer', 'pypi', 'pub', 'hex']);

/**
 * The package URL of a component, canonical: the same package in the same version always has the same. Of a component
 * without an exact version it names none.
 */
export function purlOf({
  ecosystem,
  name,
  version,
}: Pick<Component, 'ecosystem' | 'name' | 'version'>): string {
  const type = types.get(ecosystem) ?? ecosystem.toLowerCase().replace(/[^a-z0-9.-]/g, '-');
  const named = namedIn(ecosystem, name);
  const cased = lowerCase.has(type) ? named.toLowerCase() : named;
  const path = cased
    .split('/')
    .filter((part) => part !== '')
    .map(encoded)
    .join('/');
  return `pkg:${type}/${path}${version === '' ? '' : `@${encoded(version)}`}`;
}

/** Of PyPI normalised, which the type asks for; the groups of Maven are a path. */
function namedIn(ecosystem: string, name: string): string {
  if (ecosystem === 'Maven') return name.replace(':', '/');
  return ecosystem === 'PyPI' ? normaliseName(ecosystem, name) : name;
}

/** Percent-encoding of the specification: as in RFC 3986, but the colon stays. */
function encoded(part: string): string {
  return encodeURIComponent(part.replace(/[\ud800-\udfff]/gu, '\ufffd'))
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%3A', ':');
}
