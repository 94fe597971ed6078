import type { VersionKey } from '../key.ts';
import { readSemantic, semanticKey, semver } from '../semver.ts';
import { type Bound, caretPlace, keeps, never, raised } from './bounds.ts';
import { type PartialVersion, readPartial } from './partial.ts';
import { type Span, type Term, termsOf, withSpans } from './terms.ts';

/** One way to write ranges of semantic versions. */
interface Language {
  /** Alternatives, each a text of terms that all hold. */
  readonly alternatives: (constraint: string) => readonly string[];
  /** What a bare version means. */
  readonly bare: '^' | '=';
  readonly operators: ReadonlySet<string>;
  /** Where an operator raises the upper end, by what is written. */
  readonly places: Readonly<Record<'^' | '~', (numbers: readonly string[]) => number>>;
  /** Whether a pre-release is only taken where the range names one: of the same three numbers, or any; or always. */
  readonly prereleases: 'same' | 'named' | 'always';
  readonly hyphens: boolean;
}

/** Terms that all hold, and the three numbers of pre-releases that they name. */
interface Alternative {
  readonly bounds: readonly Bound[];
  readonly prereleaseOf: ReadonlySet<VersionKey>;
}

function keyOf(numbers: readonly string[], prerelease: readonly string[] = []): VersionKey {
  return semanticKey({ numbers, prerelease, build: [] }, 3);
}

/** Below a version and all of its pre-releases. */
function below(numbers: readonly string[]): Bound {
  return { relation: '<', key: keyOf(numbers, ['0']) };
}

function atLeast({ numbers, prerelease }: PartialVersion): Bound {
  return { relation: '>=', key: keyOf(numbers, prerelease) };
}

function upTo(partial: PartialVersion, place: number): readonly Bound[] {
  if (partial.numbers.length === 0) return [];
  return [atLeast(partial), below(raised(partial.numbers, place))];
}

/** The bounds of `<`, `<=`, `>`, `>=`: what is not written stands for all that it could be. */
function compared(operator: string, partial: PartialVersion): readonly Bound[] {
  const { numbers, prerelease } = partial;
  const last = numbers.length - 1;
  const isWhole = numbers.length === 3;
  if (operator === '>=') return [atLeast(partial)];
  if (numbers.length === 0) return operator === '<=' ? [] : [never];
  if (isWhole && (operator === '>' || operator === '<=' || operator === '<')) {
    return [{ relation: operator, key: keyOf(numbers, prerelease) }];
  }
  if (operator === '<') return [below(numbers)];
  const after = raised(numbers, last);
  return operator === '>' ? [{ relation: '>=', key: keyOf(after) }] : [below(after)];
}

function exactly(partial: PartialVersion): readonly Bound[] {
  const { numbers, prerelease } = partial;
  if (numbers.length < 3) return upTo(partial, numbers.length - 1);
  return [{ relation: '=', key: keyOf(numbers, prerelease) }];
}

function boundsOf(
  language: Language,
  operator: string,
  partial: PartialVersion,
): readonly Bound[] | undefined {
  switch (operator) {
    case '^':
      return upTo(partial, language.places['^'](partial.numbers));
    case '~':
    case '~>':
      return upTo(partial, language.places['~'](partial.numbers));
    case '=':
    case '==':
      return exactly(partial);
    case '!=':
      if (partial.numbers.length < 3) return undefined;
      return [{ relation: '!=', key: keyOf(partial.numbers, partial.prerelease) }];
    default:
      return compared(operator, partial);
  }
}

interface Meaning {
  readonly bounds: readonly Bound[];
  readonly prereleaseOf: readonly VersionKey[];
}

function spanMeaning(span: Span): Meaning | undefined {
  const [from, to] = [readPartial(span.from), readPartial(span.to)];
  if (from === undefined || to === undefined) return undefined;
  return {
    bounds: [atLeast(from), ...compared('<=', to)],
    prereleaseOf: [...tuples(from), ...tuples(to)],
  };
}

function termMeaning(language: Language, { operator, version }: Term): Meaning | undefined {
  if (version === '' || (operator !== '' && !language.operators.has(operator))) return undefined;
  const partial = readPartial(version);
  if (partial === undefined) return undefined;
  const bounds = boundsOf(
    language,
    operator === '' ? bareOperator(language, partial) : operator,
    partial,
  );
  return bounds === undefined ? undefined : { bounds, prereleaseOf: tuples(partial) };
}

function meaningOf(language: Language, part: Term | Span): Meaning | undefined {
  if (!('from' in part)) return termMeaning(language, part);
  return language.hyphens ? spanMeaning(part) : undefined;
}

/** `1.*` is what it says also where a bare `1` means `^1`. */
function bareOperator(language: Language, partial: PartialVersion): string {
  return partial.wild ? '=' : language.bare;
}

function tuples({ numbers, prerelease }: PartialVersion): readonly VersionKey[] {
  return prerelease.length === 0 ? [] : [keyOf(numbers)];
}

function alternativeOf(language: Language, text: string): Alternative | undefined {
  const bounds: Bound[] = [];
  const prereleaseOf = new Set<VersionKey>();
  for (const part of withSpans(termsOf(text))) {
    const meaning = meaningOf(language, part);
    if (meaning === undefined) return undefined;
    bounds.push(...meaning.bounds);
    for (const tuple of meaning.prereleaseOf) prereleaseOf.add(tuple);
  }
  return { bounds, prereleaseOf };
}

/** Whether a version is in a range of a language; undefined where either is not understood. */
function isIn(language: Language, version: string, constraint: string): boolean | undefined {
  const read = readSemantic(version);
  if (read === undefined) return undefined;
  const key = semanticKey(read, 3);
  const tuple = keyOf(read.numbers);
  const isPrerelease = read.prerelease.length > 0;
  let found = false;
  for (const text of language.alternatives(constraint)) {
    const alternative = alternativeOf(language, text);
    if (alternative === undefined) return undefined;
    const { bounds, prereleaseOf } = alternative;
    const isTaken =
      !isPrerelease ||
      language.prereleases === 'always' ||
      (language.prereleases === 'named' ? prereleaseOf.size > 0 : prereleaseOf.has(tuple));
    found ||= isTaken && bounds.every((bound) => keeps(semver, key, bound));
  }
  return found;
}

const usualTilde = (numbers: readonly string[]): number => Math.min(1, numbers.length - 1);

const npm: Language = {
  alternatives: (constraint) => constraint.split('||'),
  bare: '=',
  operators: new Set(['<', '<=', '>', '>=', '=', '^', '~', '~>']),
  places: { '^': caretPlace, '~': usualTilde },
  prereleases: 'same',
  hyphens: true,
};

const cargo: Language = {
  ...npm,
  alternatives: (constraint) => [constraint],
  bare: '^',
  operators: new Set(['<', '<=', '>', '>=', '=', '^', '~']),
  hyphens: false,
};

const pub: Language = {
  ...cargo,
  bare: '=',
  operators: new Set(['<', '<=', '>', '>=', '^']),
  // The second number also of 0.0.3, unlike elsewhere.
  places: { ...npm.places, '^': (numbers) => (/[^0]/u.test(numbers[0] ?? '') ? 0 : 1) },
  prereleases: 'always',
};

const hex: Language = {
  ...npm,
  alternatives: (constraint) =>
    constraint.split(/\sor\s/u).map((text) => text.replaceAll(/\sand\s/gu, ' ')),
  operators: new Set(['<', '<=', '>', '>=', '==', '!=', '~>']),
  // `~> 2.1` allows 2.2, `~> 2.1.3` only 2.1.4.
  places: { ...npm.places, '~': (numbers) => Math.max(0, numbers.length - 2) },
  prereleases: 'named',
  hyphens: false,
};

/**
 * npm's ranges as node-semver reads them: `^1.2 || ~2.0.1 || 3.x || 4 - 5`, pre-releases only beside a pre-release of the
 * same three numbers. `npm:other@^1`, `npm:^1` and `workspace:^1` are read by their range; tags and addresses are not.
 */
export function npmSatisfies(version: string, constraint: string): boolean | undefined {
  const text = constraint.trim();
  const range = text.startsWith('npm:')
    ? text.slice(Math.max('npm:'.length, text.lastIndexOf('@') + 1))
    : text.replace(/^workspace:/u, '');
  return isIn(npm, version, range);
}

/** Cargo's requirements: comma-separated, a bare version is a caret. */
export function cargoSatisfies(version: string, constraint: string): boolean | undefined {
  return isIn(cargo, version, constraint);
}

/** Constraints of pub: `^1.2.3`, `>=1.0.0 <2.0.0`, `any`, a bare version exactly. The end of a range excludes its own pre-releases. */
export function pubSatisfies(version: string, constraint: string): boolean | undefined {
  return isIn(pub, version, constraint.trim() === 'any' ? '' : withoutEndPrereleases(constraint));
}

/** `<2.0.0` as `<2.0.0-0`, if no lower end is a pre-release of 2.0.0 itself. */
function withoutEndPrereleases(constraint: string): string {
  const terms = termsOf(constraint);
  const named = new Set(terms.map(({ version }) => (/^[^-+]*(?=-)/u.exec(version) ?? [])[0]));
  return terms
    .map(({ operator, version }) => {
      const isPlain = operator === '<' && !version.includes('-') && !version.includes('+');
      return `${operator}${version}${isPlain && !named.has(version) ? '-0' : ''}`;
    })
    .join(' ');
}

/** Requirements of Elixir's `Version`: `~> 2.1`, `and`, `or`, `==`, `!=`. */
export function hexSatisfies(version: string, constraint: string): boolean | undefined {
  return isIn(hex, version, constraint);
}
