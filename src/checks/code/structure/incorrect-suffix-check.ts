import type { Op, Temp } from '../ir/ir.ts';
import type { FunctionRule, Hit } from './hit.ts';
import type { CallOp, ComputedOp, FunctionScene } from './scene.ts';

const EQUAL: ReadonlySet<string> = new Set(['===', '==', '!==', '!=']);
/** Minus signs of one difference. */
const MAX_MINUS = 6;

/** `text.indexOf(end) === text.length - end.length` also holds where the end is absent and one longer: both are -1. */
export const incorrectSuffixCheck: FunctionRule = {
  languages: ['javascript'],
  words: ['indexOf', 'lastIndexOf'],
  *find(scene): Generator<Hit> {
    for (const op of scene.ops()) {
      if (op.op !== 'compute' || !EQUAL.has(op.operator)) continue;
      const asked = suffixAsked(scene, op);
      if (asked === undefined || isGuarded(scene, op, asked)) continue;
      const shows = 'it also holds where both are -1';
      yield { rule: 'incorrect-suffix-check', fn: scene.fn, at: op, shows, confidence: 'medium' };
    }
  },
};

interface SuffixAsked {
  readonly call: CallOp;
  readonly difference: Op;
  /** What the text is called. */
  readonly text: string;
}

function suffixAsked(scene: FunctionScene, { args }: ComputedOp): SuffixAsked | undefined {
  for (const [place, other] of [args, args.toReversed()]) {
    const call = scene.origin(place)?.op;
    const difference = scene.origin(other)?.op;
    if (call?.op !== 'call' || difference === undefined || !findsText(scene, call)) continue;
    const text = scene.path(call.base);
    if (text !== '' && lengthTakenFrom(scene, difference) === text) {
      return { call, difference, text };
    }
  }
  return undefined;
}

/** Of one character the mistake is none: the text would be empty. */
function findsText(scene: FunctionScene, { name, args }: CallOp): boolean {
  const isSearch = name === 'indexOf' || name === 'lastIndexOf';
  return isSearch && scene.text(args[0])?.length !== 1;
}

/** Whose length it is that something is taken from. */
function lengthTakenFrom(scene: FunctionScene, difference: Op): string | undefined {
  let at: Op | undefined = difference;
  let count = 0;
  for (; at?.op === 'compute' && at.operator === '-' && count < MAX_MINUS; count++) {
    at = at.args.length === 2 ? scene.op(at.args[0]) : undefined;
  }
  return count > 0 && at?.op === 'load' && at.key === 'length' ? scene.path(at.base) : undefined;
}

/** The place is compared with -1, or the lengths with each other. */
function isGuarded(
  scene: FunctionScene,
  asking: Op,
  { call, difference, text }: SuffixAsked,
): boolean {
  const search = signature(scene, call);
  const isPlace = (temp: Temp | undefined): boolean => {
    const op = scene.origin(temp)?.op;
    return op?.op === 'call' && signature(scene, op) === search;
  };
  for (const op of scene.ops()) {
    if (op.op !== 'compute' || op === asking || op.args.length !== 2) continue;
    const [left, right] = op.args;
    if (isPlace(left) && asksForAbsence(op.operator, scene.number(right))) return true;
    if (!/^[<>]=?$/u.test(op.operator)) continue;
    if ([left, right].some((each) => isLengthOf(scene, each, text, difference))) return true;
  }
  return false;
}

function isLengthOf(
  scene: FunctionScene,
  temp: Temp | undefined,
  text: string,
  difference: Op,
): boolean {
  const op = scene.origin(temp)?.op;
  return (
    op === difference || (op?.op === 'load' && op.key === 'length' && scene.path(op.base) === text)
  );
}

function signature(scene: FunctionScene, { callee, args }: CallOp): string {
  const [sought] = args;
  return `${scene.path(callee)} ${scene.text(sought) ?? scene.path(sought)}`;
}

function asksForAbsence(operator: string, place: number | undefined): boolean {
  if (place === 0) return operator === '>=' || operator === '<';
  return place === -1 && operator !== '>=' && operator !== '<';
}
