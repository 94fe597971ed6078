import { isDigits } from '../cursor.ts';
import { compareKeys, significantDigits } from '../key.ts';
import { type PythonVersion, pythonKey, readPython, releaseKey } from '../pep440.ts';
import { caretPlace, raised } from './bounds.ts';
import { type Term, termsOf } from './terms.ts';

function isPrerelease({ pre, dev }: PythonVersion): boolean {
  return pre !== undefined || dev !== undefined;
}

function publicOrder(a: PythonVersion, b: PythonVersion): number {
  return compareKeys(pythonKey(a, false), pythonKey(b, false));
}

function isSameRelease(a: PythonVersion, b: PythonVersion): boolean {
  return (
    significantDigits(a.epoch) === significantDigits(b.epoch) &&
    releaseKey(a.release) === releaseKey(b.release)
  );
}

/** Whether a version begins with the numbers of another, filled up with zeros. */
function hasPrefix(version: PythonVersion, prefix: PythonVersion): boolean {
  const begin = prefix.release.map((_, index) => version.release[index] ?? '0');
  return isSameRelease({ ...version, release: begin }, prefix);
}

function isEqual(version: PythonVersion, other: PythonVersion): boolean {
  return other.local.length > 0
    ? pythonKey(version) === pythonKey(other)
    : publicOrder(version, other) === 0;
}

/** Before, and no pre-release of the very version that is excluded. */
function isBefore(version: PythonVersion, other: PythonVersion): boolean {
  if (publicOrder(version, other) >= 0) return false;
  return !isPrerelease(version) || isPrerelease(other) || !isSameRelease(version, other);
}

/** After, and no post-release of the very version that is excluded. */
function isAfter(version: PythonVersion, other: PythonVersion): boolean {
  if (publicOrder(version, other) <= 0) return false;
  if (version.post === undefined || other.post !== undefined) return true;
  const { epoch, release, pre } = version;
  return (
    publicOrder({ epoch, release, ...(pre === undefined ? {} : { pre }), local: [] }, other) !== 0
  );
}

function isAtLeast(version: PythonVersion, other: PythonVersion): boolean {
  return publicOrder(version, other) >= 0;
}

function isBelowRaised(
  version: PythonVersion,
  { epoch, release }: PythonVersion,
  place: number,
): boolean {
  return isBefore(version, { epoch, release: raised(release, place), local: [] });
}

type Test = (version: PythonVersion, other: PythonVersion) => boolean | undefined;

/** PEP 440's clauses; `^` and `~` are Poetry's, as is a version alone. */
const tests: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['', isEqual],
  ['==', isEqual],
  ['!=', (version, other) => !isEqual(version, other)],
  ['<', isBefore],
  ['>', isAfter],
  ['<=', (version, other) => publicOrder(version, other) <= 0],
  ['>=', isAtLeast],
  [
    '~=',
    (version, other) => {
      if (other.release.length < 2) return undefined;
      const prefix = { ...other, release: other.release.slice(0, -1) };
      return isAtLeast(version, other) && hasPrefix(version, prefix);
    },
  ],
  [
    '^',
    (version, other) =>
      isAtLeast(version, other) && isBelowRaised(version, other, caretPlace(other.release)),
  ],
  [
    '~',
    (version, other) =>
      isAtLeast(version, other) &&
      isBelowRaised(version, other, Math.min(1, other.release.length - 1)),
  ],
]);

/** `==1.2.*`, `!=1.2.*`, `1.2.*`, `*`. */
function wildcardHolds(
  operator: string,
  version: PythonVersion,
  text: string,
): boolean | undefined {
  if (text === '*') return operator === '!=' ? undefined : true;
  const prefix = readPython(text.slice(0, -2));
  if (
    prefix === undefined ||
    !text
      .slice(0, -2)
      .split('.')
      .every((part) => isDigits(part.split('!').at(-1) ?? ''))
  ) {
    return undefined;
  }
  if (operator === '!=') return !hasPrefix(version, prefix);
  return operator === '==' || operator === '' ? hasPrefix(version, prefix) : undefined;
}

function termHolds(version: PythonVersion, written: string, term: Term): boolean | undefined {
  const { operator, version: text } = term;
  if (text === '') return undefined;
  if (operator === '===') return written.toLowerCase() === text.toLowerCase();
  if (text === '*' || text.endsWith('.*')) return wildcardHolds(operator, version, text);
  const other = readPython(text);
  return other === undefined ? undefined : tests.get(operator)?.(version, other);
}

function namesPrerelease({ operator, version: text }: Term): boolean {
  if (operator === '!=') return false;
  const other = readPython(text);
  return operator === '===' || (other !== undefined && isPrerelease(other));
}

function clausesHold(
  version: PythonVersion,
  written: string,
  constraint: string,
): boolean | undefined {
  const terms = termsOf(constraint);
  const results = terms.map((term) => termHolds(version, written, term));
  if (results.includes(undefined)) return undefined;
  const isTaken = !isPrerelease(version) || terms.some(namesPrerelease);
  return isTaken && results.every((result) => result === true);
}

/** Without the environment marker and the parentheses of metadata. */
function clauses(constraint: string): string {
  const text = (constraint.split(';')[0] ?? '').trim();
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text;
}

/**
 * PEP 440 specifiers, a pre-release only where one is named; also the constraints of Poetry with `^`, `~` and `||`.
 * An environment marker is passed over.
 */
export function pythonSatisfies(version: string, constraint: string): boolean | undefined {
  const read = readPython(version.trim());
  if (read === undefined) return undefined;
  const results = new Set(
    clauses(constraint)
      .split('||')
      .map((text) => clausesHold(read, version.trim(), text)),
  );
  return results.has(undefined) ? undefined : results.has(true);
}
