import { CODE } from '../ir/encoding.ts';
import type { Temp } from '../ir/ir.ts';
import { ALL_FAMILIES, familySet } from '../models/families.ts';
import type { Frame } from './frame.ts';
import { facts } from './guards.ts';
import { safeWithout } from './pattern-safety.ts';
import { toGuard, UNKNOWN, type Fact, type Guard, type Value } from './value.ts';

/**
 * Comparisons that ask something of a text in a roundabout way: `name.indexOf('..') !== -1`, `list.indexOf(name) < 0`,
 * `file.slice(0, root.length) === root`.
 */
interface Asked {
  readonly name: string;
  readonly text: Value;
  readonly args: readonly Value[];
}

/** Where these yield the place of something, from 0; -1: nowhere. */
const SEARCHES: ReadonlySet<string> = new Set(['indexOf', 'lastIndexOf', 'find', 'Index']);
/** Where these begin with the first character, they yield a beginning. */
const PARTS: ReadonlySet<string> = new Set(['slice', 'substr', 'substring', 'subSequence']);
const PLACE = familySet(['path', 'upload']);
const PROTOTYPE = familySet(['prototype']);
/** A constant of that form is where files lie: `/srv/files`. */
const FOLDER = /^(?:[/\\]|[A-Za-z]:)[^/\\]/u;

/** The answer of a comparison of which a text's part or place is a side, with what it shows; undefined: it is another. */
export function textTest(
  frame: Frame,
  operator: string,
  temps: readonly Temp[],
  values: readonly Value[],
): Value | undefined {
  const [left = UNKNOWN, right = UNKNOWN] = values;
  const [first = -1, second = -1] = temps;
  if (left.constants !== undefined && right.constants !== undefined) return undefined;
  const guard =
    operator === '~'
      ? askedByBits(frame, first)
      : (askedBy(frame, operator, callAt(frame, first), right) ??
        askedBy(frame, MIRRORED[operator] ?? operator, callAt(frame, second), left));
  return guard === undefined ? undefined : { ...UNKNOWN, guard };
}

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function askedBy(
  frame: Frame,
  operator: string,
  asked: Asked | undefined,
  other: Value,
): Guard | undefined {
  if (asked === undefined) return undefined;
  if (SEARCHES.has(asked.name)) return placeAsked(frame, operator, asked, other);
  const isBeginning = PARTS.has(asked.name) && isOne(asked.args[0], 0);
  if (!isBeginning || !isOurs(frame, other)) return undefined;
  const known = facts(frame.labels(asked.text), PLACE);
  if (operator === '===' || operator === '==') return toGuard(known, []);
  return operator === '!==' || operator === '!=' ? toGuard([], known) : undefined;
}

function placeAsked(
  frame: Frame,
  operator: string,
  asked: Asked,
  { constants }: Value,
): Guard | undefined {
  if (constants?.length !== 1) return undefined;
  const question = `${operator} ${String(constants[0])}`.replaceAll(/([!=])==/gu, '$1=');
  if (IS_FOUND.has(question)) return toGuard(found(frame, asked), absent(frame, asked));
  if (IS_ABSENT.has(question)) return toGuard(absent(frame, asked), found(frame, asked));
  const [begins, not] = [atStart(frame, asked), notAtStart(frame, asked)];
  if (question === '== 0') return toGuard(begins, not);
  return question === '!= 0' ? toGuard(not, begins) : undefined;
}

const IS_FOUND: ReadonlySet<string> = new Set(['!= -1', '> -1', '>= 0']);
const IS_ABSENT: ReadonlySet<string> = new Set(['== -1', '<= -1', '< 0']);

/** `~name.indexOf('..')`: true where it is found. */
function askedByBits(frame: Frame, temp: Temp): Guard | undefined {
  const asked = callAt(frame, temp);
  if (asked === undefined || !SEARCHES.has(asked.name)) return undefined;
  return toGuard(found(frame, asked), absent(frame, asked));
}

/** What is in a list of ours is one of ours. */
function found(frame: Frame, { text, args }: Asked): readonly Fact[] {
  const [wanted] = args;
  const isMember = wanted !== undefined && text.labels.length === 0;
  return isMember ? facts(frame.labels(wanted), ALL_FAMILIES) : [];
}

function absent(frame: Frame, { text, args }: Asked): readonly Fact[] {
  const [wanted = UNKNOWN] = args;
  const refused = isPrototypeList(frame, text) ? facts(frame.labels(wanted), PROTOTYPE) : [];
  return [...facts(frame.labels(text), safeWithout(wanted.constants)), ...refused];
}

/** `['__proto__', 'constructor']`. */
function isPrototypeList(frame: Frame, { refs }: Value): boolean {
  return refs.some(
    (ref) =>
      ref.kind === 'object' &&
      ref.what === 'list' &&
      (frame.anyField(ref)?.constants?.includes('__proto__') ?? false),
  );
}

function atStart(frame: Frame, asked: Asked): readonly Fact[] {
  const [wanted = UNKNOWN] = asked.args;
  if (isWayUp(wanted)) return [];
  const begins = isOurs(frame, wanted) ? facts(frame.labels(asked.text), PLACE) : [];
  return [...begins, ...found(frame, asked)];
}

/** What does not begin with a way up stays below: `relative(root, file).indexOf('..' + sep) === 0`. */
function notAtStart(frame: Frame, { text, args }: Asked): readonly Fact[] {
  return isWayUp(args[0] ?? UNKNOWN) ? facts(frame.labels(text), PLACE) : [];
}

/** `..`, whatever follows. */
function isWayUp({ prefix }: Value): boolean {
  return /^\.\.(?:[/\\]|$)/u.test(prefix);
}

/** Not what was sent: a variable of the program, or a constant folder. */
function isOurs(frame: Frame, value: Value): boolean {
  if (frame.labels(value).some(({ root }) => root.kind === 'source')) return false;
  const { constants } = value;
  return (
    constants === undefined ||
    constants.every((each) => typeof each === 'string' && FOLDER.test(each))
  );
}

function isOne(value: Value | undefined, wanted: number): boolean {
  return value?.constants?.length === 1 && value.constants[0] === wanted;
}

/** The call of a method whose result the temporary is; of Go also of a function of `strings`. */
function callAt(frame: Frame, temp: Temp): Asked | undefined {
  const at = temp < 0 ? -1 : (frame.definitions[temp] ?? -1);
  if (at < 0 || frame.word(at) !== CODE.call || frame.word(at + 5) < 0) return undefined;
  const name = frame.text(frame.word(at + 6));
  if (!SEARCHES.has(name) && !PARTS.has(name)) return undefined;
  const all = Array.from({ length: frame.word(at + 9) }, (_, index) =>
    frame.value(frame.word(at + 10 + index)),
  );
  if (name !== 'Index') return { name, text: frame.value(frame.word(at + 5)), args: all };
  const [text, ...args] = all;
  return text === undefined ? undefined : { name, text, args };
}
