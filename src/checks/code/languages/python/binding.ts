import { T } from './tokens.ts';

export const OR = 1;
const AND = 2;
export const NOT = 3;
export const COMPARE = 4;
export const BIT_OR = 5;

/** How tightly an operator binds, by the kind of its token; 0: it is none. */
export const BINDING: Uint8Array = new Uint8Array(128);
for (const [binding, kinds] of [
  [OR, [T.or]],
  [AND, [T.and]],
  [COMPARE, [T.less, T.greater, T.lessEqual, T.greaterEqual, T.equal, T.notEqual]],
  [COMPARE, [T.in, T.is, T.not]],
  [BIT_OR, [T.bar]],
  [6, [T.caret]],
  [7, [T.ampersand]],
  [8, [T.shiftLeft, T.shiftRight]],
  [9, [T.plus, T.minus]],
  [10, [T.star, T.slash, T.floor, T.percent, T.at]],
] as const) {
  for (const kind of kinds) BINDING[kind] = binding;
}
