import type { AdvisoryDetails, AdvisoryMatch, AdvisoryRange } from '../model/advisory.ts';
import { normaliseName } from '../model/package-name.ts';
import { fieldsOf, listOf, textOf, type Fields } from './json-fields.ts';
import { detailsOf } from './osv-details.ts';
import { instantOf } from './osv-instant.ts';
import { rangesOf } from './osv-ranges.ts';
import { ecosystemOf } from './ecosystem-name.ts';

/** One package that a record is about. */
export interface AffectedPackage {
  /** As OSV names it, without the repository: `Packagist:https://packages.drupal.org/8` is `Packagist`, `Debian:12` stays. */
  readonly ecosystem: string;
  /** Normalised. */
  readonly name: string;
  readonly match: AdvisoryMatch;
}

/** An advisory, taken apart for the index. */
export interface OsvRecord {
  readonly id: string;
  /** Milliseconds since 1970; 0 where the record names no date. */
  readonly modifiedMs: number;
  readonly packages: readonly AffectedPackage[];
  readonly details: AdvisoryDetails;
}

/** Letters, digits and the punctuation that databases use; never a path. */
const ID = /^[A-Za-z0-9][A-Za-z0-9@._:+-]{0,199}$/u;
const MAX_NAME_LENGTH = 1000;
const MAX_ALIASES = 100;
/** The kernel of Debian has some 2,000; a record with more is broken or hostile. */
const MAX_PACKAGES = 20_000;
/** Packages with daily releases for years have some 5,000. */
const MAX_VERSIONS = 100_000;
const MAX_VERSION_LENGTH = 500;
/** The whole of Kubernetes has some 500. */
const MAX_IMPORTS = 5000;
const CVE = /^CVE-\d{4}-\d{4,19}$/u;

/**
 * Takes a record in OSV's format (ossf.github.io/osv-schema, 1.7) apart; undefined for what is none. Tolerant where
 * databases are known to slip: events without `introduced`, lists of versions only, several keys in one event, dates of
 * the year 1 or of next year. Ranges of git commits are left out: no lockfile states them for a package.
 */
export function readOsvRecord(value: unknown): OsvRecord | undefined {
  const record = fieldsOf(value);
  const id = textOf(record.get('id'));
  const affected = listOf(record.get('affected'));
  if (!isAdvisoryId(id) || affected.length > MAX_PACKAGES) return undefined;
  const shared = { id, aliases: aliasesOf(id, record), ...withdrawnOf(record) };
  const packages = new Map<string, AffectedPackage>();
  for (const each of affected) {
    const found = packageOf(fieldsOf(each), shared);
    if (found === 'hostile') return undefined;
    if (found !== undefined) add(packages, found);
  }
  return {
    id,
    modifiedMs: instantOf(record.get('modified')) ?? 0,
    packages: [...packages.values()],
    details: detailsOf(id, record),
  };
}

/** Whether it can be the id of an advisory: it becomes the name of a file of the export. */
export function isAdvisoryId(text: string): boolean {
  return ID.test(text) && !text.includes('..');
}

type Shared = Pick<AdvisoryMatch, 'id' | 'aliases' | 'withdrawn'>;

function packageOf(affected: Fields, shared: Shared): AffectedPackage | 'hostile' | undefined {
  const stated = fieldsOf(affected.get('package'));
  const ecosystem = ecosystemOf(textOf(stated.get('ecosystem')));
  const name = textOf(stated.get('name'));
  if (ecosystem === '' || name === '') return undefined;
  if (!isPlain(ecosystem, 100) || !isPlain(name, MAX_NAME_LENGTH)) return 'hostile';
  const ranges = rangesOf(listOf(affected.get('ranges')));
  const versions = versionsOf(listOf(affected.get('versions')));
  const imports = importsOf(fieldsOf(affected.get('ecosystem_specific')));
  if (ranges === 'hostile' || versions === 'hostile' || imports === 'hostile') return 'hostile';
  if (ranges.length === 0 && versions.length === 0) return undefined;
  const match = { ...shared, ranges, versions, ...(imports === undefined ? {} : { imports }) };
  return { ecosystem, name: normaliseName(ecosystem, name), match };
}

/** Databases write one entry for each range. What concerns importers only stays apart from what concerns everybody. */
function add(packages: Map<string, AffectedPackage>, found: AffectedPackage): void {
  const { ecosystem, name, match } = found;
  const key = JSON.stringify([ecosystem, name, match.imports]);
  const before = packages.get(key);
  const merged = before === undefined ? found : { ...found, match: joined(before.match, match) };
  packages.set(key, merged);
}

function joined(one: AdvisoryMatch, other: AdvisoryMatch): AdvisoryMatch {
  const ranges = new Map<string, AdvisoryRange>();
  for (const range of [...one.ranges, ...other.ranges]) ranges.set(JSON.stringify(range), range);
  const versions = [...new Set([...one.versions, ...other.versions])];
  return { ...one, ranges: [...ranges.values()], versions };
}

function versionsOf(stated: readonly unknown[]): readonly string[] | 'hostile' {
  if (stated.length > MAX_VERSIONS) return 'hostile';
  const versions = new Set(stated.map(textOf).filter((each) => each !== ''));
  return [...versions].every((each) => isPlain(each, MAX_VERSION_LENGTH))
    ? [...versions]
    : 'hostile';
}

function importsOf(specific: Fields): AdvisoryMatch['imports'] | 'hostile' {
  const stated = listOf(specific.get('imports'));
  if (stated.length > MAX_IMPORTS) return 'hostile';
  const imports = stated.map(fieldsOf).map((each) => ({
    path: textOf(each.get('path')),
    symbols: listOf(each.get('symbols')).map(textOf).slice(0, MAX_IMPORTS),
  }));
  const named = imports.filter(({ path }) => path !== '');
  return named.length === 0 ? undefined : named;
}

function aliasesOf(id: string, record: Fields): readonly string[] {
  const upstream = listOf(record.get('upstream')).map(textOf);
  const stated = [
    ...listOf(record.get('aliases')).map(textOf),
    ...upstream.filter((each) => CVE.test(each)),
  ];
  return [...new Set(stated)]
    .filter((each) => each !== id && isAdvisoryId(each))
    .slice(0, MAX_ALIASES);
}

function withdrawnOf(record: Fields): Pick<AdvisoryMatch, 'withdrawn'> {
  const at = instantOf(record.get('withdrawn'));
  return at === undefined ? {} : { withdrawn: new Date(at).toISOString() };
}

function isPlain(text: string, maxLength: number): boolean {
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  return text.length <= maxLength && !/[\u0000-\u001F\u007F]/u.test(text);
}
