import { Unreadable } from '../parse.ts';
import { integrityOf } from './integrity.ts';
import { Relations } from './relations.ts';
import { isPackage, statedLicence } from './spdx2.ts';
import type { DocumentedComponent, DocumentedGraph } from './stated-graph.ts';

/** SPDX 2 as tags and values, one a line (SPDX 2.3 clause 5 on formats); only what tells packages is read. */
export function readSpdxTags(text: string): DocumentedGraph {
  const relations = new Relations();
  const packages: Map<string, readonly string[]>[] = [];
  let current: Map<string, readonly string[]> | undefined;
  let isKnown = false;
  for (const [tag, value] of tagsIn(text)) {
    if (tag === 'SPDXVersion') isKnown = /^SPDX-2\.[0-3]$/.test(value);
    else if (tag === 'Relationship') relate(relations, value);
    else if (closing.has(tag)) current = undefined;
    else if (tag === 'PackageName') {
      current = new Map([[tag, [value]]]);
      packages.push(current);
    } else current?.set(tag, [...(current.get(tag) ?? []), value].slice(0, MAX_VALUES));
  }
  if (!isKnown) throw new Unreadable('it has no SPDXVersion that is known: SPDX-2.0 to SPDX-2.3');
  return relations.graph(packages.map(componentOf));
}

/** Values of one tag of one package; a purl is among the first references, checksums are few. */
const MAX_VALUES = 50;

/** Tags that begin something else than a package. */
const closing: ReadonlySet<string> = new Set(['FileName', 'SnippetSPDXID', 'LicenseID']);

/** Each `Tag: value`; a value of several lines stands between `<text>` and `</text>`, of which none is needed here. */
function tagsIn(text: string): readonly (readonly [string, string])[] {
  const tags: (readonly [string, string])[] = [];
  let isWithin = false;
  for (const line of text.split('\n')) {
    if (isWithin) {
      isWithin = !line.includes('</text>');
      continue;
    }
    const at = line.indexOf(':');
    if (at === -1 || line.startsWith('#')) continue;
    const value = line.slice(at + 1).trim();
    isWithin = value.startsWith('<text>') && !value.includes('</text>');
    if (!isWithin) tags.push([line.slice(0, at).trim(), value]);
  }
  return tags;
}

function relate(relations: Relations, value: string): void {
  const [from = '', kind = '', to = ''] = value.split(/\s+/, 3);
  relations.add(from, kind, to);
}

function componentOf(
  tags: ReadonlyMap<string, readonly string[]>,
  index: number,
): DocumentedComponent {
  const first = (tag: string): string | undefined => tags.get(tag)?.[0];
  const licence = statedLicence(first('PackageLicenseDeclared'), first('PackageLicenseConcluded'));
  return {
    id: first('SPDXID') ?? ` ${index}`,
    purl: purlIn(tags.get('ExternalRef') ?? []),
    name: first('PackageName') ?? '',
    version: first('PackageVersion') ?? '',
    integrity: (tags.get('PackageChecksum') ?? []).flatMap((value) => {
      const [algorithm, hex] = value.split(':', 2);
      return integrityOf(algorithm?.trim(), hex?.trim());
    }),
    isPackage: isPackage(first('PrimaryPackagePurpose')),
    ...(licence === undefined ? {} : { licence }),
  };
}

function purlIn(references: readonly string[]): string | undefined {
  for (const reference of references) {
    const [, kind, locator] = reference.split(/\s+/, 3);
    if (kind === 'purl') return locator;
  }
  return undefined;
}
