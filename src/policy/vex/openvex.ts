import type { VexContent, VexScope, VexStatement, VexStatus } from './statement.ts';
import type { Fields } from './values.ts';
import { distinct, fieldsAt, fieldsOf, listAt, textAt, textOf, textsAt } from './values.ts';

const statuses: ReadonlyMap<string, VexStatus> = new Map([
  ['not_affected', 'not_affected'],
  ['affected', 'affected'],
  ['fixed', 'fixed'],
  ['under_investigation', 'under_investigation'],
]);

/** Of a whole document: products by the parts that 0.0.1 names once for all of them could be any number. */
const MAX_SCOPES = 300_000;

/** Statements of OpenVEX 0.2.0 (github.com/openvex/spec, OPENVEX-SPEC.md), and of 0.0.1, which names products by plain text. */
export function openVexStatements(document: Fields, file: string): VexContent {
  const statements: VexStatement[] = [];
  const problems: string[] = [];
  let left = MAX_SCOPES;
  for (const [index, value] of listAt(document, 'statements').entries()) {
    const read = statementOf(fieldsOf(value), document, { file, index, left });
    if (typeof read === 'string') problems.push(`statement ${index + 1}: ${read}`);
    else {
      statements.push(read);
      left -= read.scopes.length;
    }
  }
  return { statements, problems };
}

function statementOf(
  fields: Fields,
  document: Fields,
  { file, index, left }: { readonly file: string; readonly index: number; readonly left: number },
): VexStatement | string {
  const vulnerabilities = vulnerabilitiesOf(fields.get('vulnerability'));
  if (vulnerabilities.length === 0) return 'it names no vulnerability';
  const status = statuses.get(textAt(fields, 'status'));
  if (status === undefined) return 'it has no status that is known';
  const justification = textAt(fields, 'justification');
  const impact = textAt(fields, 'impact_statement');
  if (status === 'not_affected' && justification === '' && impact === '') {
    return 'it gives no reason why nothing is affected';
  }
  if (scopeCount(fields) > left) return 'it names too many products and parts';
  const scopes = scopesOf(fields);
  if (scopes.length === 0) return 'it names no product';
  return {
    file,
    id: textAt(fields, '@id') || `${textAt(document, '@id')}#${index + 1}`,
    author: textAt(document, 'author') || textAt(fields, 'supplier'),
    timestamp: timeOf(fields) || timeOf(document),
    vulnerabilities,
    scopes,
    status,
    justification,
    impact,
  };
}

function timeOf(fields: Fields): string {
  return textAt(fields, 'last_updated') || textAt(fields, 'timestamp');
}

function vulnerabilitiesOf(value: unknown): readonly string[] {
  const fields = fieldsOf(value);
  const names = [textOf(value), textAt(fields, 'name'), ...textsAt(fields, 'aliases')];
  const iri = textAt(fields, '@id');
  // Meant for a page about it, but some write the id there and nothing else.
  return distinct(iri.includes('/') ? names : [...names, iri]);
}

function scopeCount(statement: Fields): number {
  const shared = listAt(statement, 'subcomponents').length;
  return listAt(statement, 'products').reduce<number>(
    (sum, product) => sum + Math.max(1, shared + listAt(fieldsOf(product), 'subcomponents').length),
    0,
  );
}

function scopesOf(statement: Fields): readonly VexScope[] {
  const shared = listAt(statement, 'subcomponents');
  return listAt(statement, 'products').flatMap((product): VexScope[] => {
    const names = namesOf(product);
    if (names.length === 0) return [];
    const parts = [...shared, ...listAt(fieldsOf(product), 'subcomponents')];
    if (parts.length === 0) return [{ subject: names }];
    return parts
      .map(namesOf)
      .filter((subject) => subject.length > 0)
      .map((subject) => ({ subject, within: names }));
  });
}

/** A product or a subcomponent: its IRI, which is often a package URL, and the package URL beside it. */
function namesOf(value: unknown): readonly string[] {
  const fields = fieldsOf(value);
  const purl = textAt(fieldsAt(fields, 'identifiers'), 'purl');
  return distinct([textOf(value), textAt(fields, '@id'), purl]);
}
