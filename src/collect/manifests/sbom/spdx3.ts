import { fieldsOf, listAt, textAt, type Fields } from '../values.ts';
import { Unreadable } from '../parse.ts';
import { integrityOf } from './integrity.ts';
import { Relations } from './relations.ts';
import { isPackage, statedLicence } from './spdx2.ts';
import type { DocumentedComponent, DocumentedGraph } from './stated-graph.ts';

/** Whether the context of a JSON-LD document is that of SPDX 3. */
export function isSpdx3(document: Fields): boolean {
  const context = document.get('@context');
  const all: readonly unknown[] = Array.isArray(context) ? context : [context];
  return all.some((each) => typeof each === 'string' && each.startsWith('https://spdx.org/rdf/3.'));
}

/** SPDX 3.0 and 3.0.1 in JSON-LD as its context and schema write it: elements in one list, named by their `spdxId`. */
export function readSpdx3(document: Fields): DocumentedGraph {
  if (!Array.isArray(document.get('@graph'))) throw new Unreadable('it has no list @graph');
  const elements = listAt(document, '@graph').flatMap((value) => fieldsOf(value) ?? []);
  const relations = new Relations();
  const expressions = new Map<string, string>();
  const declared = new Map<string, string>();
  const concluded = new Map<string, string>();
  for (const element of elements) {
    const expression = textAt(element, 'simplelicensing_licenseExpression');
    if (expression !== undefined) expressions.set(idOf(element) ?? '', expression);
    for (const root of listAt(element, 'rootElement')) {
      if (typeof root === 'string') relations.root(root);
    }
    const kind = textAt(element, 'relationshipType');
    if (kind === 'hasDeclaredLicense') link(declared, element);
    else if (kind === 'hasConcludedLicense') link(concluded, element);
    else if (kind !== undefined) relate(relations, element, kind);
  }
  const wordsOf = (licence: string = ''): string | undefined =>
    expressions.get(licence) ?? licenceListed(licence);
  const licenceOf = (id: string): string | undefined =>
    statedLicence(wordsOf(declared.get(id)), wordsOf(concluded.get(id)));
  const packages = elements.filter((element) => packageTypes.has(typeOf(element)));
  return relations.graph(packages.map((fields, index) => componentOf(fields, index, licenceOf)));
}

const packageTypes: ReadonlySet<string> = new Set([
  'software_Package',
  'ai_AIPackage',
  'dataset_DatasetPackage',
]);

function idOf(element: Fields): string | undefined {
  return textAt(element, 'spdxId') ?? textAt(element, '@id');
}

function typeOf(element: Fields): string {
  return textAt(element, 'type') ?? textAt(element, '@type') ?? '';
}

/** The id of a licence that is named by its address in the list of SPDX. */
function licenceListed(address: string): string | undefined {
  return /^https?:\/\/spdx\.org\/licenses\/([A-Za-z0-9.+-]{1,100})$/.exec(address)?.[1];
}

/** The licence that the package of this relation has. */
function link(licences: Map<string, string>, relation: Fields): void {
  const [licence] = listAt(relation, 'to');
  const from = textAt(relation, 'from');
  if (from !== undefined && typeof licence === 'string') licences.set(from, licence);
}

function relate(relations: Relations, relation: Fields, kind: string): void {
  const scope = textAt(relation, 'scope') ?? '';
  const isForDevelopment = scope === 'development' || scope === 'test';
  for (const to of listAt(relation, 'to')) {
    if (typeof to !== 'string') continue;
    relations.add(textAt(relation, 'from') ?? '', kind, to, isForDevelopment);
  }
}

function componentOf(
  fields: Fields,
  index: number,
  licenceOf: (id: string) => string | undefined,
): DocumentedComponent {
  const id = idOf(fields) ?? ` ${index}`;
  const licence = licenceOf(id);
  return {
    id,
    purl: textAt(fields, 'software_packageUrl') ?? identifierOf(fields),
    name: textAt(fields, 'name') ?? '',
    version: textAt(fields, 'software_packageVersion') ?? '',
    integrity: listAt(fields, 'verifiedUsing').flatMap((value) => {
      const hash = fieldsOf(value);
      // A verification code is of the files within a package, not of the package.
      if (textAt(hash, 'type') !== 'Hash') return [];
      return integrityOf(textAt(hash, 'algorithm'), textAt(hash, 'hashValue'));
    }),
    isPackage:
      typeOf(fields) === 'software_Package' && isPackage(textAt(fields, 'software_primaryPurpose')),
    ...(licence === undefined ? {} : { licence }),
  };
}

function identifierOf(fields: Fields): string | undefined {
  const identifiers = listAt(fields, 'externalIdentifier').map((value) => fieldsOf(value));
  const purl = identifiers.find((each) => textAt(each, 'externalIdentifierType') === 'packageUrl');
  return textAt(purl, 'identifier');
}
