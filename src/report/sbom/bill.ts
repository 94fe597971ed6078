import { Buffer } from 'node:buffer';
import type { Component, ComponentList, ComponentScope } from '../../model/component.ts';
import { componentScopes } from '../../model/component.ts';
import type { Finding } from '../../model/finding.ts';

export type HashName = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512' | 'MD5';

/** One package in one version, wherever the target states it. */
export interface BillComponent {
  readonly purl: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly direct: boolean;
  readonly scope: ComponentScope;
  readonly licence?: string;
  /** Hexadecimal, in order of name and content. */
  readonly hashes: readonly { readonly name: HashName; readonly hex: string }[];
  /** `path:line` of every statement, in order. */
  readonly places: readonly string[];
  /** Package URLs, in order. */
  readonly dependsOn: readonly string[];
}

/** What a target consists of: the content of an SBOM, whatever its format. Sorted: the same lists give the same bytes. */
export interface Bill {
  readonly components: readonly BillComponent[];
  /** Package URLs of what people declared. */
  readonly direct: readonly string[];
  /** What a run found of the components, where one did: formats that have a place for it tell it. */
  readonly findings?: readonly Finding[];
}

/** Puts the lists of a target together; a component without an exact version is in no SBOM, its constraint is. */
export function billOf(
  lists: readonly ComponentList[],
  purlOf: (component: Component) => string,
  findings?: readonly Finding[],
): Bill {
  const merged = new Map<string, Merging>();
  for (const { path, components } of lists) {
    const purls = components.map(purlOf);
    for (const [index, component] of components.entries()) {
      const purl = purls[index] ?? '';
      const known = merged.get(purl) ?? { purl, statements: [], dependsOn: new Set<string>() };
      known.statements.push({ component, place: `${path}:${component.line}` });
      for (const at of component.dependsOn) known.dependsOn.add(purls[at] ?? '');
      merged.set(purl, known);
    }
  }
  const components = [...merged.values()].map(finished).toSorted(byPurl);
  const direct = components.flatMap((each) => (each.direct ? [each.purl] : []));
  return { components, direct, ...(findings === undefined ? {} : { findings }) };
}

interface Merging {
  readonly purl: string;
  readonly statements: { readonly component: Component; readonly place: string }[];
  readonly dependsOn: Set<string>;
}

function finished({ purl, statements, dependsOn }: Merging): BillComponent {
  const all = statements.map(({ component }) => component);
  const [first] = all;
  const licence = all.find((component) => component.licence !== undefined)?.licence;
  const scopes = new Set(all.map(({ scope }) => scope));
  dependsOn.delete('');
  return {
    purl,
    ecosystem: first?.ecosystem ?? '',
    name: first?.name ?? '',
    version: first?.version ?? '',
    direct: all.some(({ direct }) => direct),
    scope: componentScopes.find((scope) => scopes.has(scope)) ?? 'prod',
    ...(licence === undefined ? {} : { licence }),
    hashes: hashesOf(all.flatMap(({ integrity }) => integrity)),
    places: [...new Set(statements.map(({ place }) => place))].toSorted(),
    dependsOn: [...dependsOn].toSorted(),
  };
}

/** By the algorithm's name in SRI and in `sha256:<hex>`: its name in SBOMs, and the hexadecimal digits of a digest. */
const algorithms: ReadonlyMap<string, { readonly name: HashName; readonly digits: number }> =
  new Map([
    ['md5', { name: 'MD5', digits: 32 }],
    ['sha1', { name: 'SHA-1', digits: 40 }],
    ['sha256', { name: 'SHA-256', digits: 64 }],
    ['sha384', { name: 'SHA-384', digits: 96 }],
    ['sha512', { name: 'SHA-512', digits: 128 }],
  ]);

/** Other statements of integrity, as Go's `h1:`, are no digests of the artefact and left out. */
function hashesOf(integrity: readonly string[]): BillComponent['hashes'] {
  const hashes = new Map<string, { readonly name: HashName; readonly hex: string }>();
  for (const statement of integrity) {
    const [, word = '', mark, value = ''] =
      /^([a-z0-9]{3,6})([-:])(\S{16,200})$/.exec(statement) ?? [];
    const algorithm = algorithms.get(word);
    const hex = mark === '-' ? Buffer.from(value, 'base64').toString('hex') : value.toLowerCase();
    if (algorithm === undefined || hex.length !== algorithm.digits) continue;
    if (/^[0-9a-f]+$/.test(hex)) hashes.set(`${word}${hex}`, { name: algorithm.name, hex });
  }
  return [...hashes.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, hash]) => hash);
}

function byPurl(a: BillComponent, b: BillComponent): number {
  if (a.purl === b.purl) return 0;
  return a.purl < b.purl ? -1 : 1;
}
