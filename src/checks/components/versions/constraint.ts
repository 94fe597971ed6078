import { compareVersions, ecosystemFamily, parserOf } from './compare.ts';
import { composerSatisfies } from './constraints/composer.ts';
import { mavenSatisfies, nugetSatisfies } from './constraints/intervals.ts';
import { pythonSatisfies } from './constraints/python.ts';
import { rubySatisfies } from './constraints/ruby.ts';
import {
  cargoSatisfies,
  hexSatisfies,
  npmSatisfies,
  pubSatisfies,
} from './constraints/semantic.ts';

/** A version and a constraint → whether the one keeps the other; undefined where that cannot be told. */
type Satisfies = (version: string, constraint: string) => boolean | undefined;

/** Constraints that people write are short; beyond this they are not read. */
const longestConstraint = 4096;

/** What `go.mod` states is the lowest version that will do (minimal version selection). */
function goSatisfies(version: string, constraint: string): boolean | undefined {
  const order = compareVersions('Go', version, constraint);
  return order === undefined ? undefined : order >= 0;
}

const languages: ReadonlyMap<string, Satisfies> = new Map<string, Satisfies>([
  ['npm', npmSatisfies],
  ['PyPI', pythonSatisfies],
  ['crates.io', cargoSatisfies],
  ['Packagist', composerSatisfies],
  ['RubyGems', rubySatisfies],
  ['Go', goSatisfies],
  ['Pub', pubSatisfies],
  ['Hex', hexSatisfies],
  ['NuGet', nugetSatisfies],
  ['Maven', mavenSatisfies],
]);

/**
 * Whether a version keeps a constraint as its ecosystem (OSV name, with or without suffix) writes it. An empty constraint
 * takes every version. Undefined where it cannot be told: a tag, an address, a variable, a spelling that the language
 * does not have, no version, no known language. Never throws; linear in the constraint.
 */
export function satisfies(
  ecosystem: string,
  version: string,
  constraint: string,
): boolean | undefined {
  const isTooLong = constraint.length > longestConstraint || version.length > longestConstraint;
  // What is no version of the ecosystem keeps nothing.
  if (isTooLong || parserOf(ecosystem)?.parse(version) === undefined) return undefined;
  const language = languages.get(ecosystemFamily(ecosystem));
  return constraint.trim() === '' && language !== undefined
    ? true
    : language?.(version, constraint);
}
