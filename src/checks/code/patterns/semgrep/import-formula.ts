import { quote } from '../../../../model/quote.ts';
import type { Tree } from '../../../../model/yaml/tree.ts';
import { entriesOf, listIn, textIn, textOf } from './tree-access.ts';
import type { Plain } from './write-yaml.ts';

/** Something that our rules cannot say. */
export class NotImportable extends Error {}

/** Keys of a rule that say what it looks for. */
const searches = ['pattern', 'patterns', 'pattern-either', 'pattern-regex'];

/** What a rule, an item of a list, or a source looks for. */
export function importFormula(tree: Tree): Plain {
  const [entry, second] = entriesOf(tree).filter(({ key }) => searches.includes(key));
  if (entry === undefined) {
    const [other] = entriesOf(tree);
    throw new NotImportable(
      other === undefined
        ? 'nothing is looked for'
        : `${quote(other.key)} where a pattern is needed`,
    );
  }
  if (second !== undefined) throw new NotImportable('two searches side by side');
  return imported(entry.key, entry.value);
}

function imported(key: string, value: Tree): Plain {
  switch (key) {
    case 'pattern':
      return patternOf(value);
    case 'pattern-regex':
      return { regex: regexOf(value) };
    case 'pattern-either':
      return { any: itemsOf(value).map(importItem) };
    default:
      return allOf(itemsOf(value));
  }
}

/** An item that has nothing but a search. */
function importItem(item: Tree): Plain {
  const [entry, second] = entriesOf(item);
  if (entry === undefined || second !== undefined || !searches.includes(entry.key)) {
    throw new NotImportable(`${quote((second ?? entry)?.key ?? '')} in a list of alternatives`);
  }
  return imported(entry.key, entry.value);
}

function allOf(items: readonly Tree[]): Plain {
  const all: Plain[] = [];
  const where: Plain[] = [];
  for (const item of items) {
    const [entry, second] = entriesOf(item);
    if (entry === undefined) throw new NotImportable('an empty item');
    if (second !== undefined) {
      throw new NotImportable(`${quote(second.key)} beside ${quote(entry.key)}`);
    }
    const condition = conditionOf(entry.key, entry.value);
    if (condition === undefined) all.push(partOf(entry.key, entry.value));
    else where.push(condition);
  }
  if (!all.some(isPlace)) return focusedOnly(all, where);
  const [only] = all;
  const isSimple = all.length === 1 && only !== undefined && isPattern(only);
  if (isSimple && where.length > 0) return { pattern: only, where };
  return where.length === 0 ? { all } : { all, where };
}

/** Says what is found, and not only what is around it or is not. */
function isPlace(plain: Plain): boolean {
  return isPattern(plain) || !['inside', 'not', 'not-inside'].some((key) => key in Object(plain));
}

/** With a focus it does not matter whether what is around is found itself: what is reported is inside. */
function focusedOnly(all: readonly Plain[], where: readonly Plain[]): Plain {
  if (!where.some((each) => 'focus' in Object(each))) {
    throw new NotImportable('nothing but what is around is searched');
  }
  const places = all.map((part) => insideOf(part) ?? part);
  return { all: places, where };
}

function insideOf(plain: Plain): Plain | undefined {
  if (typeof plain !== 'object' || Array.isArray(plain)) return undefined;
  return Object.entries(plain).find(([key]) => key === 'inside')?.[1];
}

function isPattern(plain: Plain): plain is string {
  return typeof plain === 'string';
}

function partOf(key: string, value: Tree): Plain {
  switch (key) {
    case 'pattern-inside':
      return { inside: nested(value) };
    case 'pattern-not':
      return { not: nested(value) };
    case 'pattern-not-inside':
      return { 'not-inside': nested(value) };
    case 'pattern-either': {
      const around = itemsOf(value).map(aroundOf);
      const known = around.flatMap((each) => (each === undefined ? [] : [each]));
      if (known.length === 0) return imported(key, value);
      if (known.length < around.length) {
        throw new NotImportable('places and what is around them in one list of alternatives');
      }
      return { inside: { any: known } };
    }
    default:
      if (!searches.includes(key)) throw new NotImportable(`${quote(key)} is not supported`);
      return imported(key, value);
  }
}

/** An alternative that says only what is around; undefined: it says what is found. */
function aroundOf(item: Tree): Plain | undefined {
  const [entry, second] = entriesOf(item);
  if (entry === undefined || second !== undefined) return undefined;
  if (entry.key === 'pattern-inside') return nested(entry.value);
  if (entry.key !== 'patterns' || entry.value.kind !== 'list') return undefined;
  const keys = entry.value.items.flatMap((each) => entriesOf(each).map(({ key }) => key));
  const isAround =
    keys.includes('pattern-inside') &&
    keys.every((key) => key === 'pattern-inside' || key.startsWith('metavariable-'));
  if (!isAround) return undefined;
  const all: Plain[] = [];
  const where: Plain[] = [];
  for (const each of entriesOfAll(entry.value.items)) {
    const condition = conditionOf(each.key, each.value);
    if (condition === undefined) all.push(nested(each.value));
    else where.push(condition);
  }
  return where.length === 0 ? { all } : { all, where };
}

function entriesOfAll(items: readonly Tree[]): ReturnType<typeof entriesOf> {
  return items.flatMap((item) => [...entriesOf(item)]);
}

/** `pattern-inside` and its like take a pattern, or a search of their own. */
function nested(value: Tree): Plain {
  return value.kind === 'map' ? importFormula(value) : patternOf(value);
}

function conditionOf(key: string, value: Tree): Plain | undefined {
  switch (key) {
    case 'metavariable-regex':
      return metavariableRegex(value);
    case 'metavariable-pattern':
      return metavariablePattern(value);
    case 'metavariable-comparison':
      return metavariableComparison(value);
    case 'focus-metavariable': {
      const focus = textOf(value);
      if (focus === undefined) throw new NotImportable('focus on several metavariables');
      return { focus };
    }
    default:
      return undefined;
  }
}

function metavariableRegex(value: Tree): Plain {
  allow(value, ['metavariable', 'regex']);
  const regex = textIn(value, 'regex') ?? '';
  // Theirs begins where the text does.
  const flags = /^\(\?[imsx]{1,4}\)/u.exec(regex)?.[0] ?? '';
  const rest = regex.slice(flags.length);
  const anchored = /^(?:\^|\\A|\.\*)/u.test(rest) && !rest.includes('|') ? rest : `^(?:${rest})`;
  return { metavariable: textIn(value, 'metavariable') ?? '', regex: `${flags}${anchored}` };
}

function metavariablePattern(value: Tree): Plain {
  allow(value, ['metavariable', 'language', ...searches]);
  const language = textIn(value, 'language');
  if (language !== undefined && !isTextOnly(value)) {
    throw new NotImportable(`a pattern of ${quote(language)} in a condition`);
  }
  return { metavariable: textIn(value, 'metavariable') ?? '', match: importFormula(value) };
}

/** Nothing but regular expressions, which are the same in every language. */
function isTextOnly(tree: Tree): boolean {
  return entriesOf(tree).every(({ key, value }) => {
    if (key === 'metavariable' || key === 'language' || key === 'pattern-regex') return true;
    const isList = key === 'patterns' || key === 'pattern-either';
    return isList && value.kind === 'list' && value.items.every(isTextOnly);
  });
}

function metavariableComparison(value: Tree): Plain {
  allow(value, ['metavariable', 'comparison']);
  const comparison = textIn(value, 'comparison') ?? '';
  if (/\b(?:re\.|str\(|int\(|len\(|in\b|today|strptime)/u.test(comparison)) {
    throw new NotImportable('a comparison that calls functions');
  }
  return { comparison: comparison.replaceAll(/\s+/gu, ' ').trim() };
}

function allow(tree: Tree, keys: readonly string[]): void {
  const other = entriesOf(tree).find(({ key }) => !keys.includes(key));
  if (other !== undefined) throw new NotImportable(`${quote(other.key)} in a condition`);
}

function itemsOf(value: Tree): readonly Tree[] {
  if (value.kind !== 'list') throw new NotImportable('a list is missing');
  return value.items;
}

function regexOf(value: Tree): string {
  const regex = textOf(value)?.trim() ?? '';
  if (/\(\?P?<[A-Z]/u.test(regex)) {
    throw new NotImportable('a regular expression that names metavariables');
  }
  // Theirs takes ^ and $ at every line.
  return /[$^]/u.test(regex) && !regex.startsWith('(?') ? `(?m)${regex}` : regex;
}

/** A pattern as text; what it means to them and not to us is refused. */
function patternOf(value: Tree): string {
  const pattern = textOf(value)?.trim();
  if (pattern === undefined) throw new NotImportable('a pattern that is no text');
  // Ours finds any text that is put together.
  if (/^f(?:"\.\.\."|'\.\.\.')$/u.test(pattern)) throw new NotImportable('any f-string');
  return pattern;
}

/** Theirs holds for the variable that stands there where it says so; ours as well. */
function placeOf(item: Tree): Plain {
  allow(item, [...searches, 'by-side-effect', 'exact']);
  const effect = textIn(item, 'by-side-effect') ?? 'false';
  if (effect === 'only' || textIn(item, 'exact') === 'true') {
    throw new NotImportable(effect === 'only' ? 'a side effect alone' : 'an exact place');
  }
  const formula = importFormula(item);
  if (effect !== 'true') return formula;
  if (isPattern(formula)) return { pattern: formula, lasting: true };
  return Object.fromEntries([...Object.entries(formula), ['lasting', true]]);
}

/** Sources, sinks and the like of a rule that follows data. */
export function importTaint(tree: Tree): Plain {
  const parts: Record<string, Plain> = {};
  for (const [key, ours] of [
    ['pattern-sources', 'sources'],
    ['pattern-sinks', 'sinks'],
    ['pattern-sanitizers', 'sanitisers'],
  ] as const) {
    const items = listIn(tree, key);
    if (items === undefined) continue;
    parts[ours] = items.map(placeOf);
  }
  const propagators = listIn(tree, 'pattern-propagators');
  if (propagators === undefined) return parts;
  const ours = propagators.map((item) => {
    allow(item, [...searches, 'from', 'to']);
    return {
      match: importFormula(item),
      from: textIn(item, 'from') ?? '',
      to: textIn(item, 'to') ?? '',
    };
  });
  return { ...parts, propagators: ours };
}
