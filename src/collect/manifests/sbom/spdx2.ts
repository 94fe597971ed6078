import { Unreadable } from '../parse.ts';
import { fieldsOf, listAt, textAt, type Fields } from '../values.ts';
import { integrityOf } from './integrity.ts';
import type { DocumentedComponent, DocumentedGraph } from './stated-graph.ts';
import { Relations } from './relations.ts';

/** SPDX 2.2 and 2.3 in JSON (spdx.github.io/spdx-spec/v2.3). */
export function readSpdx2(document: Fields): DocumentedGraph {
  const version = textAt(document, 'spdxVersion') ?? '';
  if (!/^SPDX-2\.[0-3]$/.test(version)) {
    throw new Unreadable('its spdxVersion is not SPDX-2.0 to SPDX-2.3, the ones that are known');
  }
  if (document.has('packages') && !Array.isArray(document.get('packages'))) {
    throw new Unreadable('its packages are no list');
  }
  const relations = new Relations();
  for (const value of listAt(document, 'documentDescribes')) {
    if (typeof value === 'string') relations.root(value);
  }
  for (const value of listAt(document, 'relationships')) {
    const fields = fieldsOf(value);
    relations.add(
      textAt(fields, 'spdxElementId') ?? '',
      textAt(fields, 'relationshipType') ?? '',
      textAt(fields, 'relatedSpdxElement') ?? '',
    );
  }
  const packages = listAt(document, 'packages').flatMap((value) => fieldsOf(value) ?? []);
  return relations.graph(packages.map(componentOf));
}

function componentOf(fields: Fields, index: number): DocumentedComponent {
  const references = listAt(fields, 'externalRefs').map((value) => fieldsOf(value));
  const purl = references.find((each) => textAt(each, 'referenceType') === 'purl');
  const licence = statedLicence(
    textAt(fields, 'licenseDeclared'),
    textAt(fields, 'licenseConcluded'),
  );
  return {
    id: textAt(fields, 'SPDXID') ?? ` ${index}`,
    purl: textAt(purl, 'referenceLocator'),
    name: textAt(fields, 'name') ?? '',
    version: textAt(fields, 'versionInfo') ?? '',
    integrity: listAt(fields, 'checksums').flatMap((value) => {
      const checksum = fieldsOf(value);
      return integrityOf(textAt(checksum, 'algorithm'), textAt(checksum, 'checksumValue'));
    }),
    isPackage: isPackage(textAt(fields, 'primaryPackagePurpose')),
    ...(licence === undefined ? {} : { licence }),
  };
}

/** Without a purpose, which most documents do not state, it is one. */
export function isPackage(purpose: string | undefined): boolean {
  return purpose === undefined || ['LIBRARY', 'FRAMEWORK'].includes(purpose.toUpperCase());
}

/** What the package declares, else what somebody concluded. */
export function statedLicence(...texts: readonly (string | undefined)[]): string | undefined {
  return texts.find((text) => text !== undefined && !/^(?:NOASSERTION|NONE)?$/.test(text));
}
