import { CODE } from '../ir/encoding.ts';
import type { Temp } from '../ir/ir.ts';
import type { Frame } from './frame.ts';

/** Names of options by which whoever runs a program gives up a protection, and of those by which they keep it. */
const OFF =
  /insecure|unsafe|skip|ignore|allow|disable|no_?(?:verif|check|valid)|self_?signed|trust_?all|without/iu;
const ON = /verif|check|secure|valid|strict|reject/iu;
/** `!`, a comparison, a read: a test is no longer. */
const MAX_STEPS = 4;

/** The side of a branch on which somebody has asked for less protection: `if (options.insecure)`, `if not verify:`. */
export function sideAskedFor(frame: Frame, test: Temp): 'yes' | 'no' | undefined {
  const { name, isNegated } = testedName(frame, test);
  if (name === '') return undefined;
  const isOff = OFF.test(name);
  if (!isOff && !ON.test(name)) return undefined;
  return isOff === isNegated ? 'no' : 'yes';
}

/** `make_insecure_context`. */
export function isNameOfLess(name: string): boolean {
  return OFF.test(name);
}

interface Tested {
  readonly name: string;
  readonly isNegated: boolean;
}

function testedName(frame: Frame, test: Temp): Tested {
  let isNegated = false;
  let temp = test;
  for (let step = 0; step < MAX_STEPS; step++) {
    const at = frame.definitions[temp] ?? -1;
    if (at < 0) break;
    if (frame.word(at) !== CODE.compute) return { name: nameAt(frame, at), isNegated };
    const operator = frame.text(frame.word(at + 4));
    if (operator === '!' || isFalse(frame, operator, at)) isNegated = !isNegated;
    else if (!EQUAL.has(operator)) break;
    temp = frame.word(at + 6);
  }
  return { name: '', isNegated };
}

const EQUAL: ReadonlySet<string> = new Set(['==', '===', 'is']);

/** `verify is False`. */
function isFalse(frame: Frame, operator: string, at: number): boolean {
  if (!EQUAL.has(operator) || frame.word(at + 5) < 2) return false;
  const constants = frame.value(frame.word(at + 7)).constants ?? [];
  return constants.length === 1 && constants[0] === false;
}

/** `options.insecure`, `insecure`, `os.Getenv("INSECURE")`. */
function nameAt(frame: Frame, at: number): string {
  switch (frame.word(at)) {
    case CODE.read:
      return frame.module.ir.variables[frame.word(at + 4)]?.name ?? '';
    case CODE.global:
      return frame.text(frame.word(at + 4));
    case CODE.load:
      return frame.text(frame.word(at + 5));
    case CODE.call: {
      const first = frame.word(at + 9) > 0 ? frame.value(frame.word(at + 10)).constants : undefined;
      const text = first?.length === 1 && typeof first[0] === 'string' ? first[0] : '';
      return `${frame.text(frame.word(at + 6))} ${text.slice(0, 100)}`;
    }
    default:
      return '';
  }
}
