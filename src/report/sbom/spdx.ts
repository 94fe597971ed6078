import { createHash } from 'node:crypto';
import type { Bill, BillComponent, HashName } from './bill.ts';
import type { SbomSubject } from './cyclonedx.ts';
import { isLicenceExpression } from './licence-words.ts';

const rootId = 'SPDXRef-target';

/** SPDX 2.3 in JSON. Ids and namespace are made of the content: the same target at the same time has the same. */
export function spdx(bill: Bill, subject: SbomSubject): object {
  const idOf = (purl: string): string => `SPDXRef-${digestOf(purl).slice(0, 24)}`;
  const { tool, name } = subject;
  const packages = bill.components.map((component) => packageOf(component, idOf));
  const content = digestOf(JSON.stringify([name, subject.now, bill]));
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name,
    // RFC 3986 allows any URI that is unique to the document; this one names its content and promises no address.
    documentNamespace: `urn:sha256:${content}`,
    creationInfo: {
      created: subject.now.replace(/\.\d+Z$/, 'Z'),
      creators: [`Tool: ${tool.name}-${tool.version}`],
    },
    packages: [rootPackage(subject), ...packages],
    relationships: [
      relation('SPDXRef-DOCUMENT', 'DESCRIBES', rootId),
      ...bill.direct.map((purl) => relation(rootId, 'DEPENDS_ON', idOf(purl))),
      ...bill.components.flatMap(({ purl, dependsOn }) =>
        dependsOn.map((other) => relation(idOf(purl), 'DEPENDS_ON', idOf(other))),
      ),
    ],
  };
}

function rootPackage({ name, version }: SbomSubject): object {
  return {
    SPDXID: rootId,
    name,
    ...(version === undefined ? {} : { versionInfo: version }),
    downloadLocation: 'NOASSERTION',
    filesAnalyzed: false,
    primaryPackagePurpose: 'APPLICATION',
  };
}

function packageOf(component: BillComponent, idOf: (purl: string) => string): object {
  const { purl, name, version, licence, hashes, places } = component;
  const isExpression = licence !== undefined && isLicenceExpression(licence);
  return {
    SPDXID: idOf(purl),
    name,
    ...(version === '' ? {} : { versionInfo: version }),
    downloadLocation: 'NOASSERTION',
    filesAnalyzed: false,
    licenseConcluded: 'NOASSERTION',
    licenseDeclared: isExpression ? licence : 'NOASSERTION',
    ...(licence === undefined || isExpression ? {} : { licenseComments: `stated: ${licence}` }),
    copyrightText: 'NOASSERTION',
    sourceInfo: `stated in ${places.join(', ')}`,
    ...(hashes.length === 0 ? {} : { checksums: hashes.map(checksumOf) }),
    externalRefs: [
      { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl },
    ],
  };
}

function checksumOf(hash: { readonly name: HashName; readonly hex: string }): object {
  return { algorithm: hash.name.replace('-', ''), checksumValue: hash.hex };
}

function relation(from: string, relationshipType: string, to: string): object {
  return { spdxElementId: from, relationshipType, relatedSpdxElement: to };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
