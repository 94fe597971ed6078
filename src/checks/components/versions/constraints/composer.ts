import { Cursor, isLetter } from '../cursor.ts';
import type { VersionKey } from '../key.ts';
import { packagist } from '../packagist.ts';
import { type Bound, caretPlace, keeps, raised, type Relation } from './bounds.ts';
import { type Span, type Term, termsOf, withSpans } from './terms.ts';

/** A version as Composer's VersionParser has it: one to four numbers, and how stable it is. */
interface ComposerVersion {
  readonly numbers: readonly string[];
  /** `-beta2`, `-dev`; empty of a stable one. */
  readonly suffix: string;
  readonly wild: boolean;
}

const stabilities: ReadonlyMap<string, string> = new Map([
  ['stable', ''],
  ['alpha', '-alpha'],
  ['a', '-alpha'],
  ['beta', '-beta'],
  ['b', '-beta'],
  ['rc', '-RC'],
  ['patch', '-patch'],
  ['pl', '-patch'],
  ['p', '-patch'],
  ['dev', '-dev'],
]);

function suffixAt(cursor: Cursor): string | undefined {
  if (cursor.done) return '';
  cursor.eatOneOf('-._');
  const word = cursor.while(isLetter).toLowerCase();
  const stability = stabilities.get(word);
  if (stability === undefined) return undefined;
  let numbers = '';
  do {
    const digits = cursor.digits();
    numbers += digits === '' || numbers === '' ? digits : `.${digits}`;
  } while (cursor.eatOneOf('.-') && !isLetter(cursor.code));
  const isDevelopment = !cursor.done && cursor.while(isLetter).toLowerCase() === 'dev';
  return cursor.done ? stability + numbers + (isDevelopment ? '-dev' : '') : undefined;
}

/** Undefined of what is not made of numbers: a branch, a word. */
function readComposer(text: string): ComposerVersion | undefined {
  // `@dev` says how stable a version may be, `#1234` which commit it is.
  const cursor = new Cursor(text.split(/[@#+]/u)[0] ?? '');
  cursor.eatOneOf('vV');
  const numbers: string[] = [];
  let wild = false;
  do {
    const digits = cursor.digits();
    if (digits !== '') numbers.push(digits);
    else if (cursor.eatOneOf('*xX')) wild = true;
    else return undefined;
  } while (!wild && numbers.length < 4 && cursor.eat('.'));
  if (wild) cursor.while((code) => '.*xX'.includes(String.fromCharCode(code)));
  const suffix = suffixAt(cursor);
  return suffix === undefined ? undefined : { numbers, suffix, wild };
}

/** Key of the normal form: four numbers. Nines stand for the wildcard of a branch (`1.x-dev`). */
function keyOf(numbers: readonly string[], suffix: string, filler = '0'): VersionKey {
  const four = [0, 1, 2, 3].map((place) => numbers[place] ?? filler);
  return packagist.parse(four.join('.') + suffix) ?? '';
}

function atLeast({ numbers, suffix }: ComposerVersion): Bound {
  return { relation: '>=', key: keyOf(numbers, suffix === '' ? '-dev' : suffix) };
}

function below(numbers: readonly string[]): Bound {
  return { relation: '<', key: keyOf(numbers, '-dev') };
}

function upTo(version: ComposerVersion, place: number): readonly Bound[] {
  if (version.numbers.length === 0) return [];
  return [atLeast(version), below(raised(version.numbers, place))];
}

/** Operators that take a version as it stands. */
const plain: ReadonlyMap<string, Relation> = new Map<string, Relation>([
  ['', '='],
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['>', '>'],
  ['<=', '<='],
]);

/** Operators whose end leaves out, or takes in, the development versions of what is written. */
const ranges: ReadonlyMap<string, (version: ComposerVersion) => readonly Bound[]> = new Map<
  string,
  (version: ComposerVersion) => readonly Bound[]
>([
  ['^', (version) => upTo(version, caretPlace(version.numbers))],
  ['~', (version) => upTo(version, Math.max(0, version.numbers.length - 2))],
  ['>=', (version) => [atLeast(version)]],
  ['<', (version) => [{ ...atLeast(version), relation: '<' }]],
]);

function wildBounds(operator: string, version: ComposerVersion): readonly Bound[] | undefined {
  if (plain.get(operator) !== '=') return undefined;
  return version.suffix === '' ? upTo(version, version.numbers.length - 1) : [branch(version)];
}

function boundsOf(operator: string, version: ComposerVersion): readonly Bound[] | undefined {
  if (version.wild) return wildBounds(operator, version);
  const range = ranges.get(operator);
  if (range !== undefined) return range(version);
  const relation = plain.get(operator);
  if (relation === undefined) return undefined;
  return [{ relation, key: keyOf(version.numbers, version.suffix) }];
}

function branch({ numbers, suffix }: ComposerVersion): Bound {
  return { relation: '=', key: keyOf(numbers, suffix, '9999999') };
}

function spanBounds({ from, to }: Span): readonly Bound[] | undefined {
  const [first, last] = [readComposer(from), readComposer(to)];
  if (first === undefined || last === undefined) return undefined;
  const isWhole = last.numbers.length > 2 || last.suffix !== '';
  const end: Bound = isWhole
    ? { relation: '<=', key: keyOf(last.numbers, last.suffix) }
    : below(raised(last.numbers, last.numbers.length - 1));
  return [atLeast(first), end];
}

function holds(
  written: string,
  key: VersionKey | undefined,
  part: Term | Span,
): boolean | undefined {
  if ('from' in part) return key === undefined ? false : keepAll(key, spanBounds(part));
  // A branch is only itself.
  if (part.version.startsWith('dev-') && part.operator === '') {
    return written === part.version.split(/[@#]/u)[0];
  }
  const version = readComposer(part.version);
  if (version === undefined) return undefined;
  const bounds = boundsOf(part.operator, version);
  if (key === undefined) return bounds === undefined ? undefined : bounds.length === 0;
  return keepAll(key, bounds);
}

function keepAll(key: VersionKey, bounds: readonly Bound[] | undefined): boolean | undefined {
  return bounds?.every((bound) => keeps(packagist, key, bound));
}

/**
 * Composer's constraints (composer/semver): `^1.2`, `~1.2`, `1.2.*`, `1 - 2`, `||` and `|`, white space and commas for
 * "and"; `1.2` is `1.2.0.0`, and the ends of ranges leave development versions out. How stable a version may be
 * (`@dev`, `minimum-stability`) has no say here. Undefined of `self.version` and of aliases (`dev-main as 1.0`).
 */
export function composerSatisfies(version: string, constraint: string): boolean | undefined {
  const written = version.trim();
  const read = readComposer(written);
  if (read === undefined && !written.startsWith('dev-')) return undefined;
  const key =
    read === undefined ? undefined : keyOf(read.numbers, read.suffix, read.wild ? '9999999' : '0');
  let found = false;
  for (const text of constraint.split('|')) {
    // Between the two bars of `||`; an empty constraint is no alternative there.
    if (text.trim() === '' && constraint.includes('|')) continue;
    const results = withSpans(termsOf(text)).map((part) => holds(written, key, part));
    if (results.includes(undefined)) return undefined;
    found ||= results.every((result) => result === true);
  }
  return found;
}
