import { isDigits } from '../cursor.ts';
import { gemKey, gemSegments, rubygems } from '../rubygems.ts';
import { keeps, raised, type Relation } from './bounds.ts';
import { type Term, termsOf } from './terms.ts';

const relations: ReadonlyMap<string, Relation> = new Map<string, Relation>([
  ['', '='],
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

/** Without the first word and all after it. */
function release(segments: readonly string[]): readonly string[] {
  const word = segments.findIndex((segment) => !isDigits(segment));
  return word < 0 ? segments : segments.slice(0, word);
}

/** `~> 2.2.1` is at least 2.2.1 and, pre-releases counted as their release, below 2.3. */
function isNearly(version: readonly string[], least: readonly string[]): boolean {
  const numbers = release(least);
  const end = gemKey(raised(numbers, Math.max(0, numbers.length - 2)));
  return (
    rubygems.compare(gemKey(version), gemKey(least)) >= 0 &&
    rubygems.compare(gemKey(release(version)), end) < 0
  );
}

function holds(version: readonly string[], { operator, version: text }: Term): boolean | undefined {
  const segments = gemSegments(text);
  if (segments === undefined || !isDigits(text.charAt(0))) return undefined;
  if (operator === '~>') return isNearly(version, segments);
  const relation = relations.get(operator);
  if (relation === undefined) return undefined;
  return keeps(rubygems, gemKey(version), { relation, key: gemKey(segments) });
}

/** Requirements of RubyGems, with commas between: `~> 2.2`, `>= 1, != 1.5`; a bare version exactly. */
export function rubySatisfies(version: string, constraint: string): boolean | undefined {
  const segments = gemSegments(version.trim());
  if (segments === undefined) return undefined;
  const results = termsOf(constraint).map((term) => holds(segments, term));
  return results.includes(undefined) ? undefined : results.every((result) => result === true);
}
