import { Cursor, isDigit, isDigits, isLetter } from './cursor.ts';
import { keyOrder, numberKey, textKey, type VersionKey, type VersionOrder } from './key.ts';

/** What is between dots, after the numbers: `rc`, `1`. */
export type Identifiers = readonly string[];

/** A version as Semantic Versioning 2.0.0 divides it, read with the patience that the registries of its users have. */
export interface SemanticVersion {
  /** One at least, at most as many as the reader takes; what is left out counts as zero. */
  readonly numbers: readonly string[];
  /** Empty of a release. */
  readonly prerelease: Identifiers;
  readonly build: Identifiers;
}

/** How `readSemantic` reads. */
interface Reading {
  /** How many numbers count; further ones are build metadata. */
  readonly numbers: number;
  /** Before the version, without meaning: `v`. */
  readonly prefixes: readonly string[];
  /** Whether letters and digits of a pre-release that follows without a hyphen are told apart: `1.21rc2` of Go. */
  readonly splitsWords?: boolean;
}

const usual: Reading = { numbers: 3, prefixes: ['v', 'V', '='] };

function numbersAt(cursor: Cursor): readonly string[] | undefined {
  const numbers: string[] = [];
  do {
    const digits = cursor.digits();
    if (digits === '') return undefined;
    numbers.push(digits);
  } while (cursor.eat('.'));
  return numbers;
}

/** `rc2` → `rc`, `2`. */
function words(text: string): Identifiers {
  const cursor = new Cursor(text);
  const found: string[] = [];
  while (!cursor.done) {
    found.push(
      isDigit(cursor.code) ? cursor.digits() : cursor.while((code) => code > 0 && !isDigit(code)),
    );
  }
  return found.map((word) => word.replaceAll('.', '')).filter((word) => word !== '');
}

/** Undefined where a part is empty: `1.0.0-`, `1.0.0-a..b`. */
function identifiers(text: string): Identifiers | undefined {
  const parts = text.split('.');
  return parts.includes('') ? undefined : parts;
}

function prereleaseAt(cursor: Cursor, reading: Reading): Identifiers | undefined {
  const hyphen = cursor.eat('-');
  if (!hyphen && !isLetter(cursor.code)) {
    return cursor.done || cursor.code === 0x2b ? [] : undefined;
  }
  const text = cursor.while((code) => code > 0 && code !== 0x2b);
  return !hyphen && reading.splitsWords === true ? words(text) : identifiers(text);
}

/** Reads a version; undefined where it has no number at its start, or an empty part. */
export function readSemantic(text: string, reading: Reading = usual): SemanticVersion | undefined {
  const cursor = new Cursor(text);
  for (const prefix of reading.prefixes) {
    if (cursor.eat(prefix)) break;
  }
  const numbers = numbersAt(cursor);
  if (numbers === undefined) return undefined;
  const prerelease = prereleaseAt(cursor, reading);
  if (prerelease === undefined) return undefined;
  const build = cursor.eat('+') ? identifiers(cursor.rest()) : [];
  if (build === undefined) return undefined;
  return {
    numbers: numbers.slice(0, reading.numbers),
    prerelease,
    build: [...numbers.slice(reading.numbers), ...build],
  };
}

/** Numbers before words, numbers by value, words by ASCII, a shorter list before its continuation (rule 11.4). */
function identifiersKey(list: Identifiers): string {
  return `${list.map((part) => (isDigits(part) ? `1${numberKey(part)}` : `2${textKey(part)}`)).join('')}0`;
}

/** Numbers filled up with zeros, then the pre-release, which is before the release. */
export function semanticKey(version: SemanticVersion, numbers: number): VersionKey {
  let key = '';
  for (let index = 0; index < numbers; index += 1) key += numberKey(version.numbers[index] ?? '');
  return version.prerelease.length === 0
    ? `${key}2`
    : `${key}1${identifiersKey(version.prerelease)}`;
}

/** Key of a version as npm and most registries order it: build metadata has no say. */
function plainKey(text: string): VersionKey | undefined {
  const version = readSemantic(text);
  return version === undefined ? undefined : semanticKey(version, 3);
}

function goKey(text: string): VersionKey | undefined {
  const version = readSemantic(text, { numbers: 3, prefixes: ['v', 'go'], splitsWords: true });
  return version === undefined ? undefined : semanticKey(version, 3);
}

function buildKey(text: string): VersionKey | undefined {
  const version = readSemantic(text);
  if (version === undefined) return undefined;
  const build = version.build.length === 0 ? '1' : `2${identifiersKey(version.build)}`;
  return semanticKey(version, 3) + build;
}

/** Numbers of four parts, pre-releases without regard to case (NuGet's NuGetVersion, "Package versioning"). */
function nugetKey(text: string): VersionKey | undefined {
  const version = readSemantic(text.toLowerCase(), { numbers: 4, prefixes: ['v'] });
  return version === undefined ? undefined : semanticKey(version, 4);
}

/**
 * Semantic Versioning 2.0.0, rule 11, with numbers of any size; also with a leading `v`, fewer than three numbers, more
 * than three (build metadata), and a pre-release without hyphen.
 */
export const semver: VersionOrder = keyOrder(plainKey);

/** The same for Go, whose releases are also written `go1.21rc2`. */
export const go: VersionOrder = keyOrder(goKey);

/** The same with build metadata ordered as identifiers, none before any: pub (`pub_semver`) and Julia (`VersionNumber`). */
export const semverWithBuild: VersionOrder = keyOrder(buildKey);

/** NuGet. */
export const nuget: VersionOrder = keyOrder(nugetKey);
