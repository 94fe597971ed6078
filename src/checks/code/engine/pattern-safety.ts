import { ALL_FAMILIES, familySet, type Family, type FamilySet } from '../models/families.ts';

/** Characters without which nothing can be attacked, by family; a text with none of them is safe. */
const NEEDED: readonly (readonly [readonly Family[], readonly string[]])[] = [
  [['sql'], Array.from('\'"`\\;# ()-')],
  [['command'], Array.from(';|&$`<>\n() \t*?~')],
  [['path', 'upload'], Array.from('/\\')],
  [['html', 'xml'], Array.from('<>"\'&')],
  [['url', 'redirect', 'origin'], Array.from(':/\\@')],
  [['header', 'log', 'mail'], Array.from('\r\n')],
  [['ldap'], Array.from('()*\\|&')],
  [['xpath', 'query', 'template', 'code', 'format'], Array.from('\'"(){}[]$%<>= ')],
  [['nosql'], Array.from('\'"{}$')],
  [['regex'], Array.from('()[]{}*+?|^$\\')],
  [['workflow'], Array.from('$`";|&')],
];

/** A family that has no line above is safe only behind letters, digits, `_` and `-`. */
const WORDS = /^[\w-]*$/u;

const MAX_PATTERN = 500;

/** What is enough to be refused: without it, a value stays where it was put. */
const REFUSED: readonly (readonly [RegExp, readonly Family[]])[] = [
  [/^\.\.[/\\]?$|^[/\\]$/u, ['path', 'upload']],
  [/^[\r\n]+$/u, ['header', 'log', 'mail']],
  [/^<$/u, ['html', 'xml']],
  [/^['"]$/u, ['sql', 'xpath']],
];

/** What a text is safe for that does not contain this one. */
export function safeWithout(texts: readonly unknown[] | undefined): FamilySet {
  const [only] = texts ?? [];
  if (texts?.length !== 1 || typeof only !== 'string') return 0;
  return REFUSED.reduce(
    (safe, [pattern, families]) => (pattern.test(only) ? safe | familySet(families) : safe),
    0,
  );
}

/**
 * What a text is safe for once a regular expression has matched it. Only patterns that are bound at both ends tell
 * something (`isWhole`: the call itself binds them, as Java's `matches` does), and only those made of literals, classes
 * and groups. The pattern is read, never run.
 */
export function safeBehind(pattern: string, isWhole = false): FamilySet {
  const body = bodyOf(pattern, isWhole);
  if (body === undefined || hasOpenChoice(body, isWhole)) return 0;
  const characters = charactersOf(body);
  if (characters === undefined) return 0;
  if ([...characters].every((each) => WORDS.test(each))) return ALL_FAMILIES;
  return NEEDED.reduce((safe, [families, needed]) => {
    const isHarmless = needed.every((each) => !characters.has(each));
    return isHarmless ? safe | familySet(families) : safe;
  }, 0);
}

const ALL_BUT = /^\/?\[\^(?<kept>(?:\\.|[^\]\\])+)\][+*]?(?:\/[a-z]*)?$/u;
const ONE_OF = /^\/?\(?(?<set>\[(?!\^)(?:\\.|[^\]\\])+\])\)?\+?(?:\/[a-z]*)?$/u;

/** What a text is safe for in which a regular expression finds nothing: one class, `/[<>'"]/`, or all but one, `/[^a-z]/`. */
export function safeUnlessFound(pattern: string): FamilySet {
  if (pattern.length > MAX_PATTERN) return 0;
  const kept = ALL_BUT.exec(pattern)?.groups?.['kept'];
  if (kept !== undefined) return safeBehind(`^[${kept}]*$`);
  const set = ONE_OF.exec(pattern)?.groups?.['set'];
  const characters = set === undefined ? undefined : charactersOf(set);
  if (characters === undefined) return 0;
  const refused = [...characters].reduce((safe, each) => safe | safeWithout([each]), 0);
  return NEEDED.reduce((safe, [families, needed]) => {
    const isRefused = needed.every((each) => characters.has(each));
    return isRefused ? safe | familySet(families) : safe;
  }, refused);
}

/** The pattern between its two ends; undefined: it is open at one. */
// oxlint-disable-next-line complexity -- two ends, each of which may be missing
function bodyOf(pattern: string, isWhole: boolean): string | undefined {
  const slash = pattern.startsWith('/') ? pattern.lastIndexOf('/') : -1;
  const source = slash > 0 ? pattern.slice(1, slash) : pattern;
  const isByLine = slash > 0 && pattern.includes('m', slash);
  if (source.length > MAX_PATTERN || isByLine) return undefined;
  const starts = /^(?:\\A|\^)/u.exec(source)?.[0];
  const ends = /(?:\$|\\z|\\Z)$/u.exec(source)?.[0];
  if (!isWhole && (starts === undefined || ends === undefined)) return undefined;
  return source.slice(starts?.length ?? 0, source.length - (ends?.length ?? 0));
}

/** `^a|b$` binds each branch at one end only. */
function hasOpenChoice(body: string, isWhole: boolean): boolean {
  let depth = 0;
  for (let index = 0; index < body.length; index++) {
    const each = body[index];
    if (each === '\\') index++;
    else if (each === '(') depth++;
    else if (each === ')') depth--;
    else if (each === '[') index = classEnd(body, index);
    else if (each === '|' && depth === 0) return !isWhole;
  }
  return false;
}

function classEnd(body: string, from: number): number {
  for (let index = from + 1; index < body.length; index++) {
    if (body[index] === '\\') index++;
    else if (body[index] === ']') return index;
  }
  return body.length;
}

/** Every character outside `\w` that the pattern can match (words themselves stand as `a`); undefined: cannot be told. */
function charactersOf(body: string): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  for (let index = 0; index < body.length;) {
    const next = readPart(body, index, found);
    if (next === undefined) return undefined;
    index = next;
  }
  return found;
}

/** Adds what one part can match; yields where the next begins; undefined: it can match more than can be told. */
// oxlint-disable-next-line complexity -- one line a kind of part
function readPart(body: string, index: number, found: Set<string>): number | undefined {
  const each = body[index] ?? '';
  switch (each) {
    case '.':
      return undefined;
    case '[': {
      const end = classEnd(body, index);
      return addClass(body.slice(index + 1, end), found) ? end + 1 : undefined;
    }
    case '\\':
      return addEscape(body[index + 1] ?? '', found) ? index + 2 : undefined;
    case '(': {
      const head = /^\((?:\?(?::|<\w+>|P<\w+>))?/u.exec(body.slice(index, index + 40))?.[0] ?? '(';
      return head === '(' && body[index + 1] === '?' ? undefined : index + head.length;
    }
    case '{':
      return Math.max(index, body.indexOf('}', index)) + 1;
    default:
      if (!')*+?|'.includes(each)) found.add(each);
      return index + 1;
  }
}

function addEscape(letter: string, found: Set<string>): boolean {
  if ('dw'.includes(letter)) found.add('a');
  else if (letter === 's') for (const space of ' \t\r\n') found.add(space);
  else if (/[a-z]/iu.test(letter)) return 'bBnrt'.includes(letter) && found.add(' ').size > 0;
  else found.add(letter);
  return true;
}

function addClass(text: string, found: Set<string>): boolean {
  if (text.startsWith('^')) return false;
  for (let index = 0; index < text.length; index++) {
    const each = text[index] ?? '';
    if (each === '\\') {
      index++;
      if (!addEscape(text[index] ?? '', found)) return false;
      continue;
    }
    const to = text[index + 2];
    if (text[index + 1] === '-' && to !== undefined) {
      if (!addRange(each, to, found)) return false;
      index += 2;
    } else found.add(each);
  }
  return true;
}

function addRange(from: string, to: string, found: Set<string>): boolean {
  const [first, last] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
  if (last - first > 200) return false;
  for (let code = first; code <= last; code++) found.add(String.fromCodePoint(code));
  return true;
}
