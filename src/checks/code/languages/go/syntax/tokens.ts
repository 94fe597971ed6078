/** Kinds of tokens; keywords from `break` on, operators from `add` on. */
export const T = {
  end: 0,
  invalid: 1,
  semicolon: 2,
  name: 3,
  number: 4,
  string: 5,
  raw: 6,
  rune: 7,

  break: 10,
  case: 11,
  chan: 12,
  const: 13,
  continue: 14,
  default: 15,
  defer: 16,
  else: 17,
  fallthrough: 18,
  for: 19,
  func: 20,
  go: 21,
  goto: 22,
  if: 23,
  import: 24,
  interface: 25,
  map: 26,
  package: 27,
  range: 28,
  return: 29,
  select: 30,
  struct: 31,
  switch: 32,
  type: 33,
  var: 34,

  add: 40,
  subtract: 41,
  multiply: 42,
  divide: 43,
  remainder: 44,
  and: 45,
  or: 46,
  xor: 47,
  shiftLeft: 48,
  shiftRight: 49,
  andNot: 50,
  addTo: 51,
  subtractFrom: 52,
  multiplyBy: 53,
  divideBy: 54,
  remainderOf: 55,
  andWith: 56,
  orWith: 57,
  xorWith: 58,
  shiftLeftBy: 59,
  shiftRightBy: 60,
  andNotWith: 61,
  logicalAnd: 62,
  logicalOr: 63,
  arrow: 64,
  increment: 65,
  decrement: 66,
  equal: 67,
  less: 68,
  greater: 69,
  assign: 70,
  not: 71,
  tilde: 72,
  notEqual: 73,
  lessOrEqual: 74,
  greaterOrEqual: 75,
  define: 76,
  ellipsis: 77,
  openParen: 78,
  openBracket: 79,
  openBrace: 80,
  comma: 81,
  dot: 82,
  closeParen: 83,
  closeBracket: 84,
  closeBrace: 85,
  colon: 86,
} as const;

export type TokenKind = number;

const firstKeyword: number = T.break;
const firstOperator: number = T.add;

/** In the order of their kinds from `break` on. */
const KEYWORDS: readonly string[] = (
  'break case chan const continue default defer else fallthrough for func go goto if ' +
  'import interface map package range return select struct switch type var'
).split(' ');

/** In the order of their kinds from `add` on. */
const OPERATORS: readonly string[] = (
  '+ - * / % & | ^ << >> &^ += -= *= /= %= &= |= ^= <<= >>= &^= && || <- ++ -- == < > = ' +
  '! ~ != <= >= := ... ( [ { , . ) ] } :'
).split(' ');

/** How an operator is written. */
export function operatorText(kind: TokenKind): string {
  return OPERATORS[kind - firstOperator] ?? '';
}

interface Written {
  readonly text: string;
  readonly kind: TokenKind;
}

/** By the code of their first character, the longest first. */
function byFirst(texts: readonly string[], first: number): readonly (readonly Written[])[] {
  const lists: Written[][] = Array.from({ length: 128 }, () => []);
  for (const [index, text] of texts.entries()) {
    lists[text.charCodeAt(0)]?.push({ text, kind: first + index });
  }
  for (const list of lists) list.sort((a, b) => b.text.length - a.text.length);
  return lists;
}

export const KEYWORDS_BY_FIRST: readonly (readonly Written[])[] = byFirst(KEYWORDS, firstKeyword);
export const OPERATORS_BY_FIRST: readonly (readonly Written[])[] = byFirst(
  OPERATORS,
  firstOperator,
);

/** Binding power of a binary operator; 0: it is none (https://go.dev/ref/spec#Operator_precedence). */
export const PRECEDENCE: Uint8Array = new Uint8Array(128);
for (const kind of [T.logicalOr]) PRECEDENCE[kind] = 1;
for (const kind of [T.logicalAnd]) PRECEDENCE[kind] = 2;
for (const kind of [T.equal, T.notEqual, T.less, T.lessOrEqual, T.greater, T.greaterOrEqual]) {
  PRECEDENCE[kind] = 3;
}
for (const kind of [T.add, T.subtract, T.or, T.xor]) PRECEDENCE[kind] = 4;
for (const kind of [T.multiply, T.divide, T.remainder, T.and]) PRECEDENCE[kind] = 5;
for (const kind of [T.shiftLeft, T.shiftRight, T.andNot]) PRECEDENCE[kind] = 5;

/** A line that ends with one of these ends a statement (https://go.dev/ref/spec#Semicolons). */
export const ENDS_LINE: Uint8Array = new Uint8Array(128);
for (const kind of [T.name, T.number, T.string, T.raw, T.rune, T.increment, T.decrement]) {
  ENDS_LINE[kind] = 1;
}
for (const kind of [T.break, T.continue, T.fallthrough, T.return]) ENDS_LINE[kind] = 1;
for (const kind of [T.closeParen, T.closeBracket, T.closeBrace]) ENDS_LINE[kind] = 1;
