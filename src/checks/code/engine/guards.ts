import { CODE } from '../ir/encoding.ts';
import type { Temp } from '../ir/ir.ts';
import { ALL_FAMILIES, familySet, type FamilySet } from '../models/families.ts';
import { fold } from './fold.ts';
import { safeWithout } from './pattern-safety.ts';
import type { Frame } from './frame.ts';
import type { Label, Labels } from './label.ts';
import { factOf, toGuard, UNKNOWN, type Fact, type Value } from './value.ts';

const NUMBER_TYPES: ReadonlySet<string> = new Set([
  'number',
  'boolean',
  'bigint',
  'undefined',
  'function',
]);
/** A string holds no operators of a query language and no keys. */
const STRING_IS_SAFE_FOR = familySet(['nosql', 'prototype', 'assignment']);
/** What is no text is no markup; of a list of texts that becomes one this would be wrong, and is seldom. */
const NO_TEXT = familySet(['html']);
const PROTOTYPE = familySet(['prototype']);
const BOUNDED = familySet(['resource']);
const WHERE = familySet(['url', 'redirect', 'origin']);

export function facts(labels: Labels, families: FamilySet): readonly Fact[] {
  return families === 0
    ? []
    : labels.flatMap((label) => [factOf(label, families), ...ofWhole(label)]);
}

/** Who knows the host of an address knows where the address leads. */
function ofWhole(label: Label): readonly Fact[] {
  const whole = /^(?<path>(?:.*\.)?)(?:netloc|hostname|host|origin|authority)$/u.exec(label.path);
  const path = whole?.groups?.['path'];
  return path === undefined
    ? []
    : [{ ...factOf(label, WHERE), path: path.endsWith('.') ? path.slice(0, -1) : path }];
}

/** Data that is empty or missing harms nobody: what is known where a value is false, or nothing. */
export function ofNothing({ labels, isBuilt }: Value): readonly Fact[] {
  return !isBuilt && isOneReading(labels) ? facts(labels, ALL_FAMILIES) : [];
}

/** One reading of a source, or of a member of it. What a function made of the whole may be missing without it. */
function isOneReading(labels: Labels): boolean {
  const [first] = labels;
  return labels.every(
    ({ root, path, trail, weak }) =>
      root.kind === 'source' &&
      // What a function answers that nobody knows: it is no reading.
      !weak &&
      path === first?.path &&
      trail?.start === first.trail?.start &&
      (path !== '' || trail?.prev === undefined),
  );
}

/** Steps that leave a part of a text, or another text: that it is equal to something says nothing of the whole. */
const PARTS =
  /^through (?:basename|extname|dirname|relative|substring|substr|slice|charAt|at|split|match|matchAll|exec|pop|shift)\(\)$/u;
const MAX_STEPS = 6;
/** The end of a name is what uploads are asked for. */
const UPLOAD = familySet(['upload']);

function isPart({ trail }: Label): boolean {
  let at = trail;
  for (let step = 0; at !== undefined && step < MAX_STEPS; step++) {
    if (PARTS.test(at.what)) return true;
    at = at.prev;
  }
  return false;
}

/** That it is a constant: what is known of what it was made of. */
function ofConstant({ module }: Frame, labels: Labels): readonly Fact[] {
  if (module.language !== 'javascript') return facts(labels, ALL_FAMILIES);
  return labels.flatMap((label) => facts([label], isPart(label) ? UPLOAD : ALL_FAMILIES));
}

/** The truth value of a comparison, with what it shows of what was compared; undefined: the operator compares nothing. */
// oxlint-disable-next-line complexity -- one line an operator
export function comparison(
  frame: Frame,
  operator: string,
  temps: readonly Temp[],
  values: readonly Value[],
): Value | undefined {
  const [left = UNKNOWN, right = UNKNOWN] = values;
  const known = fold(operator, values);
  if (known !== undefined) return known;
  switch (operator) {
    case '!':
      return guarded(left.guard?.no ?? [], left.guard?.yes ?? []);
    case '===':
    case '==':
      return isNothing(right) && left.guard !== undefined
        ? guarded(left.guard.no, left.guard.yes)
        : guarded(equal(frame, temps, left, right), [
            ...notKey(frame, left, right),
            ...notOfType(frame, temps, values),
          ]);
    case '!==':
    case '!=':
      return isNothing(right) && left.guard !== undefined
        ? guarded(left.guard.yes, left.guard.no)
        : guarded(
            [...notKey(frame, left, right), ...notOfType(frame, temps, values)],
            equal(frame, temps, left, right),
          );
    case 'in':
      return guarded(
        isMember(left, right) ? facts(frame.labels(left), inRecord(frame)) : [],
        facts(frame.labels(right), safeWithout(left.constants)),
      );
    // The prototype of all objects is an instance of nothing.
    case 'instanceof':
      return guarded(facts(left.chosen, PROTOTYPE), []);
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const bounded = [...facts(left.labels, BOUNDED), ...facts(right.labels, BOUNDED)];
      return guarded(bounded, bounded);
    }
    default:
      return undefined;
  }
}

/** `pattern.exec(text) === null`: what is nothing is false. */
function isNothing({ constants }: Value): boolean {
  return constants?.length === 1 && constants[0] === null;
}

function guarded(yes: readonly Fact[], no: readonly Fact[]): Value {
  const guard = toGuard(yes, no);
  return guard === undefined ? UNKNOWN : { ...UNKNOWN, guard };
}

/** A key that is not `__proto__` cannot reach a prototype: those who refuse one such name refuse them all. */
function notKey(frame: Frame, left: Value, right: Value): readonly Fact[] {
  return [
    ...(isPrototypeKey(right) ? facts(frame.labels(left), PROTOTYPE) : []),
    ...(isPrototypeKey(left) ? facts(frame.labels(right), PROTOTYPE) : []),
  ];
}

function isPrototypeKey({ constants }: Value): boolean {
  return constants?.length === 1 && constants[0] === '__proto__';
}

/** What equality with a constant shows: the value is that constant. */
function equal(frame: Frame, temps: readonly Temp[], left: Value, right: Value): readonly Fact[] {
  return [
    ...shownBy(frame, temps[0] ?? -1, left, right),
    ...shownBy(frame, temps[1] ?? -1, right, left),
  ];
}

function shownBy(
  frame: Frame,
  temp: Temp,
  value: Value,
  { constants, labels }: Value,
): readonly Fact[] {
  if (constants === undefined || constants.length === 0 || labels.length > 0) return [];
  const [only] = constants;
  const asked = typeAsked(frame, temp);
  if (asked !== undefined && typeof only === 'string') return ofType(frame, asked, only);
  // What is nothing is not true: `err == nil`.
  if (constants.includes(null)) {
    return constants.length === 1 ? [...(value.guard?.no ?? []), ...ofNothing(value)] : [];
  }
  return ofConstant(frame, frame.labels(value));
}

function ofType(frame: Frame, asked: Value, type: string): readonly Fact[] {
  const isMissing = type === 'undefined' ? (asked.guard?.no ?? []) : [];
  return [...isMissing, ...facts(frame.labels(asked), safeOfType(type))];
}

function safeOfType(type: string): FamilySet {
  if (type === 'string') return STRING_IS_SAFE_FOR;
  if (type === 'object') return NO_TEXT;
  return NUMBER_TYPES.has(type) ? ALL_FAMILIES : 0;
}

/** What it shows that `typeof x` is not this: no text is no markup, and a member of `x` that is there tells what `x` is. */
function notOfType(
  frame: Frame,
  temps: readonly Temp[],
  values: readonly Value[],
): readonly Fact[] {
  return temps.flatMap((temp, index) => {
    const [only] = values[1 - index]?.constants ?? [];
    const asked = only === 'string' || only === 'undefined' ? typeAsked(frame, temp) : undefined;
    if (asked === undefined) return [];
    return only === 'string' ? facts(frame.labels(asked), NO_TEXT) : (asked.guard?.yes ?? []);
  });
}

/** `x` where the temporary is `typeof x`. */
function typeAsked(frame: Frame, temp: Temp): Value | undefined {
  const at = frame.definitions[temp] ?? -1;
  if (at < 0 || frame.word(at) !== CODE.compute) return undefined;
  if (frame.text(frame.word(at + 4)) !== 'typeof') return undefined;
  return frame.value(frame.word(at + 6));
}

/** `'__proto__' in {}` holds in JavaScript. */
function inRecord({ module }: Frame): FamilySet {
  return module.language === 'javascript' ? ALL_FAMILIES & ~PROTOTYPE : ALL_FAMILIES;
}

/** Whether `x in list` shows that x is one of ours: the list is not what was sent. */
function isMember(value: Value, list: Value): boolean {
  return value.labels.length > 0 && list.labels.length === 0;
}
