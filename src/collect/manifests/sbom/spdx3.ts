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
  addRoots(relations, elements);
  const licences = new Licences();
  for (const element of elements) {
    licences.add(element);
    const kind = textAt(element, 'relationshipType');
    if (kind !== undefined) relate(relations, element, kind);
  }
  const packages = elements.filter((element) => packageTypes.has(typeOf(element)));
  return relations.graph(packages.map((fields, index) => componentOf(fields, index, licences)));
}

/** What a document or bill is about; that a document is about a bill says no more than the bill. */
function addRoots(relations: Relations, elements: readonly Fields[]): void {
  const holders = elements.filter((element) => element.has('rootElement'));
  const ids = new Set(holders.map((holder) => idOf(holder)));
  for (const holder of holders) {
    for (const root of listAt(holder, 'rootElement')) {
      if (typeof root === 'string' && !ids.has(root)) relations.root(root);
    }
  }
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

function relate(relations: Relations, relation: Fields, kind: string): void {
  const scope = textAt(relation, 'scope') ?? '';
  const isForDevelopment = scope === 'development' || scope === 'test';
  for (const to of listAt(relation, 'to')) {
    if (typeof to !== 'string') continue;
    relations.add(textAt(relation, 'from') ?? '', kind, to, isForDevelopment);
  }
}

function componentOf(fields: Fields, index: number, licences: Licences): DocumentedComponent {
  const id = idOf(fields) ?? ` ${index}`;
  const licence = licences.of(id);
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

/** Which licence each package has: relations to elements that hold the expressions. */
class Licences {
  readonly #expressions = new Map<string, string>();
  readonly #declared = new Map<string, string>();
  readonly #concluded = new Map<string, string>();

  add(element: Fields): void {
    const expression = textAt(element, 'simplelicensing_licenseExpression');
    if (expression !== undefined) this.#expressions.set(idOf(element) ?? '', expression);
    const [licence] = listAt(element, 'to');
    const from = textAt(element, 'from');
    if (from === undefined || typeof licence !== 'string') return;
    const kind = textAt(element, 'relationshipType');
    if (kind === 'hasDeclaredLicense') this.#declared.set(from, licence);
    if (kind === 'hasConcludedLicense') this.#concluded.set(from, licence);
  }

  of(id: string): string | undefined {
    return statedLicence(
      this.#words(this.#declared.get(id) ?? ''),
      this.#words(this.#concluded.get(id) ?? ''),
    );
  }

  /** A licence of the list of SPDX is named by its address alone. */
  #words(id: string): string | undefined {
    const listed = /^https?:\/\/spdx\.org\/licenses\/([A-Za-z0-9.+-]{1,100})$/.exec(id)?.[1];
    return this.#expressions.get(id) ?? listed;
  }
}
