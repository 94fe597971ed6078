import type { VexContent, VexScope, VexStatement, VexStatus } from './statement.ts';
import type { Fields } from './values.ts';
import { distinct, fieldsAt, fieldsOf, listAt, textAt } from './values.ts';

/** The states of an analysis (CycloneDX 1.4 to 1.7, `impactAnalysisState`). */
const statuses: ReadonlyMap<string, VexStatus> = new Map([
  ['resolved', 'fixed'],
  ['resolved_with_pedigree', 'fixed'],
  ['exploitable', 'affected'],
  ['in_triage', 'under_investigation'],
  ['false_positive', 'not_affected'],
  ['not_affected', 'not_affected'],
]);

/** Components within components deeper than this are not followed. */
const MAX_NESTING = 50;

/** Statements of the vulnerabilities in a CycloneDX document that were analysed; others are a scanner's list and say nothing. */
export function cycloneDxStatements(document: Fields, file: string): VexContent {
  const parts = partsOf(document);
  const statements: VexStatement[] = [];
  const problems: string[] = [];
  for (const [index, value] of listAt(document, 'vulnerabilities').entries()) {
    const read = statementOf(fieldsOf(value), document, { file, parts });
    if (typeof read === 'string') problems.push(`vulnerability ${index + 1}: ${read}`);
    else if (read !== undefined) statements.push(read);
  }
  return { statements, problems };
}

interface Surroundings {
  readonly file: string;
  readonly parts: Parts;
}

function statementOf(
  fields: Fields,
  document: Fields,
  { file, parts }: Surroundings,
): VexStatement | string | undefined {
  const analysis = fieldsAt(fields, 'analysis');
  if (!analysis.has('state')) return undefined;
  const status = statuses.get(textAt(analysis, 'state'));
  if (status === undefined) return 'the state of its analysis is not known';
  const vulnerabilities = distinct([
    textAt(fields, 'id'),
    ...listAt(fields, 'references').map((reference) => textAt(fieldsOf(reference), 'id')),
  ]);
  const [first] = vulnerabilities;
  if (first === undefined) return 'it has no id';
  const isAnswer = status === 'not_affected' || status === 'fixed';
  const scopes = listAt(fields, 'affects').map((affected) =>
    scopeOf(fieldsOf(affected), parts, isAnswer),
  );
  const found = scopes.filter((scope) => scope !== undefined);
  if (found.length === 0) {
    return scopes.length === 0
      ? 'it names no component'
      : 'it holds for ranges of versions, which are not read';
  }
  const metadata = fieldsAt(document, 'metadata');
  return {
    file,
    id: textAt(fields, 'bom-ref') || `${textAt(document, 'serialNumber') || 'bom'}#${first}`,
    author: authorOf(metadata),
    timestamp:
      textAt(analysis, 'lastUpdated') ||
      textAt(analysis, 'firstIssued') ||
      textAt(fields, 'updated') ||
      textAt(metadata, 'timestamp'),
    vulnerabilities,
    scopes: found,
    status,
    justification: textAt(analysis, 'justification'),
    impact: textAt(analysis, 'detail'),
  };
}

function authorOf(metadata: Fields): string {
  const authors = listAt(metadata, 'authors').map((author) => textAt(fieldsOf(author), 'name'));
  const supplier = textAt(fieldsAt(metadata, 'supplier'), 'name');
  const maker =
    textAt(fieldsAt(metadata, 'manufacturer'), 'name') ||
    textAt(fieldsAt(metadata, 'manufacture'), 'name');
  return distinct(authors).join(', ') || supplier || maker;
}

/** What the document describes, and what its references stand for. */
interface Parts {
  readonly product: readonly string[];
  readonly byRef: ReadonlyMap<string, readonly string[]>;
}

function partsOf(document: Fields): Parts {
  const main = fieldsAt(fieldsAt(document, 'metadata'), 'component');
  const byRef = new Map<string, readonly string[]>();
  collect(main, byRef, 0);
  for (const value of listAt(document, 'components')) collect(fieldsOf(value), byRef, 0);
  return { product: namesOf(main), byRef };
}

function collect(component: Fields, byRef: Map<string, readonly string[]>, depth: number): void {
  if (depth > MAX_NESTING) return;
  const ref = textAt(component, 'bom-ref');
  if (ref !== '' && !byRef.has(ref)) byRef.set(ref, namesOf(component));
  for (const value of listAt(component, 'components')) {
    collect(fieldsOf(value), byRef, depth + 1);
  }
}

/** A package URL says all; without one the name, with the version where there is one. */
function namesOf(component: Fields): readonly string[] {
  const purl = textAt(component, 'purl');
  if (purl !== '') return [purl];
  const name = [textAt(component, 'group'), textAt(component, 'name')].filter(
    (part) => part !== '',
  );
  const version = textAt(component, 'version');
  return name.length === 0 ? [] : [name.join('/') + (version === '' ? '' : `@${version}`)];
}

/**
 * Ranges of versions are not read: what is good news for a range holds for none, undefined where there is nothing else; what
 * is bad news holds for all.
 */
function scopeOf(
  affected: Fields,
  { product, byRef }: Parts,
  isGoodNews: boolean,
): VexScope | undefined {
  const ref = textAt(affected, 'ref');
  if (ref === '') return undefined;
  const subject = byRef.get(ref) ?? byRef.get(fragmentOf(ref)) ?? [fragmentOf(ref)];
  const versions = versionsOf(affected, isGoodNews);
  if (versions?.length === 0) return undefined;
  const isProduct = subject.length === 0 || subject.join('\n') === product.join('\n');
  return {
    subject,
    ...(versions === undefined ? {} : { versions }),
    ...(isProduct || product.length === 0 ? {} : { within: product }),
  };
}

/** Undefined: all of them. */
function versionsOf(affected: Fields, isGoodNews: boolean): readonly string[] | undefined {
  const versions = listAt(affected, 'versions').map((entry) => textAt(fieldsOf(entry), 'version'));
  const isBound = versions.length > 0 && (isGoodNews || !versions.includes(''));
  return isBound ? distinct(versions) : undefined;
}

/** A BOM-Link names an element of another document behind the `#` (cyclonedx.org/capabilities/bomlink). */
function fragmentOf(ref: string): string {
  if (!ref.startsWith('urn:cdx:')) return ref;
  const fragment = ref.slice(ref.indexOf('#') + 1);
  // Written without encoding, as in CycloneDX's own examples, or with.
  if (fragment.startsWith('pkg:') || !fragment.includes('%')) return fragment;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
