import type { AdvisoryDetails, AdvisorySeverity } from '../model/advisory.ts';
import { baseScoreOf } from './cvss.ts';
import { fieldsOf, listOf, textOf, type Fields } from './json-fields.ts';
import { instantOf } from './osv-instant.ts';

const MAX_SUMMARY_LENGTH = 300;
const MAX_REFERENCES = 10;
const MAX_URL_LENGTH = 1000;
const MAX_SEVERITIES = 10;
const MAX_CWE = 50;
/** More origins than there are databases of malicious packages. */
const MAX_ORIGINS = 1000;
/** Embedded malicious code: what databases without origins of their own say. */
const CWE_MALICIOUS = 506;
const SEVERITY_TYPES: ReadonlySet<string> = new Set(['CVSS_V2', 'CVSS_V3', 'CVSS_V4']);

/** What there is to show of a record. */
export function detailsOf(id: string, record: Fields): AdvisoryDetails {
  const affected = listOf(record.get('affected')).slice(0, 100).map(fieldsOf);
  const specific = fieldsOf(record.get('database_specific'));
  const cwe = cweOf(specific, affected);
  return {
    id,
    summary: summaryOf(record),
    severities: severitiesOf(record, affected),
    severityWord: severityWordOf(specific, affected),
    cwe,
    published: dateOf(record.get('published')),
    modified: dateOf(record.get('modified')),
    references: referencesOf(record),
    sources: sourcesOf(id, specific, cwe),
  };
}

function summaryOf(record: Fields): string {
  const summary = textOf(record.get('summary')).trim();
  const stated = summary === '' ? textOf(record.get('details')).slice(0, 2000).trim() : summary;
  const line = stated.slice(0, 2000).split('\n', 1)[0] ?? '';
  // eslint-disable-next-line no-control-regex -- they are what is replaced
  const plain = line.replace(/[\u0000-\u001F\u007F]/gu, ' ');
  if (plain.length <= MAX_SUMMARY_LENGTH) return plain;
  // A pair of surrogates that was cut apart is no text.
  return `${plain.slice(0, MAX_SUMMARY_LENGTH - 1).replace(/\p{Surrogate}$/u, '')}…`;
}

/** Of the record; some databases state them for each package instead. */
function severitiesOf(record: Fields, affected: readonly Fields[]): readonly AdvisorySeverity[] {
  const own = severityList(record.get('severity'));
  if (own.length > 0) return own;
  return (
    affected.map((each) => severityList(each.get('severity'))).find((list) => list.length > 0) ?? []
  );
}

function severityList(stated: unknown): readonly AdvisorySeverity[] {
  return listOf(stated)
    .slice(0, MAX_SEVERITIES)
    .map(fieldsOf)
    .map((each) => ({ type: textOf(each.get('type')), score: textOf(each.get('score')) }))
    .filter(({ type, score }) => SEVERITY_TYPES.has(type) && /^[\w:./-]{5,300}$/u.test(score))
    .map(({ type, score }): AdvisorySeverity => {
      const base = baseScoreOf(score);
      return { type, score, ...(base === undefined ? {} : { base }) };
    });
}

const words: ReadonlyMap<string, string> = new Map([
  ['CRITICAL', 'CRITICAL'],
  ['HIGH', 'HIGH'],
  ['MODERATE', 'MODERATE'],
  ['MEDIUM', 'MODERATE'],
  ['LOW', 'LOW'],
]);

function severityWordOf(specific: Fields, affected: readonly Fields[]): string {
  const stated = [
    specific.get('severity'),
    ...affected.flatMap((each) => [
      fieldsOf(each.get('database_specific')).get('severity'),
      fieldsOf(each.get('ecosystem_specific')).get('severity'),
    ]),
  ];
  for (const each of stated) {
    const word = words.get(textOf(each).toUpperCase());
    if (word !== undefined) return word;
  }
  return '';
}

function cweOf(specific: Fields, affected: readonly Fields[]): readonly number[] {
  const stated = [
    ...listOf(specific.get('cwe_ids')),
    ...affected.flatMap((each) =>
      listOf(fieldsOf(each.get('database_specific')).get('cwes')).map((cwe) =>
        fieldsOf(cwe).get('cweId'),
      ),
    ),
  ];
  const numbers = new Set<number>();
  for (const each of stated.slice(0, MAX_CWE)) {
    const digits = /^CWE-(\d{1,5})$/u.exec(textOf(each))?.[1];
    if (digits !== undefined) numbers.add(Number(digits));
  }
  return [...numbers].toSorted((a, b) => a - b);
}

function dateOf(value: unknown): string {
  const ms = instantOf(value);
  return ms === undefined ? '' : new Date(ms).toISOString();
}

function referencesOf(record: Fields): readonly string[] {
  const urls = new Set<string>();
  for (const each of listOf(record.get('references')).slice(0, 100)) {
    const url = urlOf(textOf(fieldsOf(each).get('url')));
    if (url !== undefined && urls.size < MAX_REFERENCES) urls.add(url);
  }
  return [...urls];
}

function urlOf(text: string): string | undefined {
  if (text.length > MAX_URL_LENGTH || !/^https?:\/\//u.test(text) || !URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  url.username = '';
  url.password = '';
  return url.href;
}

/** By the origins that ossf/malicious-packages lists; a record that only says that a package is malicious is one source. */
function sourcesOf(id: string, specific: Fields, cwe: readonly number[]): number {
  const origins = listOf(specific.get('malicious-packages-origins')).slice(0, MAX_ORIGINS);
  const names = new Set(origins.map((each) => textOf(fieldsOf(each).get('source'))));
  const isMalicious =
    id.startsWith('MAL-') || specific.get('malicious') === true || cwe.includes(CWE_MALICIOUS);
  return Math.max(names.size, isMalicious ? 1 : 0);
}
