import { ecosystemFamily } from './compare.ts';
import { Cursor, isLetter } from './cursor.ts';
import { significantDigits } from './key.ts';

/** Whose registries ask for semantic versioning. */
const semantic: ReadonlySet<string> = new Set([
  'npm',
  'crates.io',
  'Go',
  'Hex',
  'Pub',
  'SwiftURL',
  'Julia',
  'NuGet',
  'Packagist',
  'GitHub Actions',
]);

/** `1!2.0`, `1:2.0` → the epoch and what is after it. */
function withoutEpoch(version: string): readonly [epoch: string, rest: string] {
  const end = version.search(/[!:]/u);
  return end < 0
    ? ['', version]
    : [significantDigits(version.slice(0, end)), version.slice(end + 1)];
}

/** The first two numbers, without zeros in front; the epoch stays with the first. */
function leadingNumbers(version: string): readonly [string, string] | undefined {
  const [epoch, rest] = withoutEpoch(version.trim());
  const cursor = new Cursor(rest);
  // A leading `v` or `go`.
  cursor.while(isLetter);
  const major = cursor.digits();
  if (major === '') return undefined;
  const minor = cursor.eat('.') ? cursor.digits() : '';
  return [`${epoch}:${significantDigits(major)}`, significantDigits(minor)];
}

/**
 * Whether a step from one version to another may break who uses the package, as far as the numbers tell. Of ecosystems
 * that ask for semantic versioning: another first number, or below 1.0 another second one (Semantic Versioning 2.0.0,
 * rules 4 and 8). Of all others, calendar versions among them: another first number. True where a version has no number.
 */
export function breakingStep(ecosystem: string, from: string, to: string): boolean {
  const [before, after] = [leadingNumbers(from), leadingNumbers(to)];
  if (before === undefined || after === undefined) return true;
  if (before[0] !== after[0]) return true;
  return semantic.has(ecosystemFamily(ecosystem)) && before[0] === ':' && before[1] !== after[1];
}
