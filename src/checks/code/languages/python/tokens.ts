const KINDS = {
  eof: 0,
  newline: 1,
  indent: 2,
  dedent: 3,
  /** What begins no token, or a literal that does not end. */
  error: 4,
  name: 5,
  number: 6,
  string: 7,
  fstringStart: 8,
  /** Text between the fields of an f-string, or of the format of one. */
  fstringText: 9,
  fstringEnd: 10,
  fieldOpen: 11,
  fieldClose: 12,
  leftParen: 13,
  rightParen: 14,
  leftBracket: 15,
  rightBracket: 16,
  leftBrace: 17,
  rightBrace: 18,
  comma: 19,
  colon: 20,
  dot: 21,
  semicolon: 22,
  at: 23,
  assign: 24,
  walrus: 25,
  arrow: 26,
  ellipsis: 27,
  /** Before the conversion of a field: `!r`. */
  exclaim: 28,
  augmented: 29,
  plus: 30,
  minus: 31,
  star: 32,
  power: 33,
  slash: 34,
  floor: 35,
  percent: 36,
  ampersand: 37,
  bar: 38,
  caret: 39,
  tilde: 40,
  shiftLeft: 41,
  shiftRight: 42,
  less: 43,
  greater: 44,
  lessEqual: 45,
  greaterEqual: 46,
  equal: 47,
  notEqual: 48,
  false: 60,
  none: 61,
  true: 62,
  and: 63,
  as: 64,
  assert: 65,
  async: 66,
  await: 67,
  break: 68,
  class: 69,
  continue: 70,
  def: 71,
  del: 72,
  elif: 73,
  else: 74,
  except: 75,
  finally: 76,
  for: 77,
  from: 78,
  global: 79,
  if: 80,
  import: 81,
  in: 82,
  is: 83,
  lambda: 84,
  nonlocal: 85,
  not: 86,
  or: 87,
  pass: 88,
  raise: 89,
  return: 90,
  try: 91,
  while: 92,
  with: 93,
  yield: 94,
} as const;

/** Kinds of tokens, as numbers: a file has a hundred thousand of them, in three typed arrays. */
export const T: Readonly<Record<keyof typeof KINDS, number>> = KINDS;

/** Keywords; the soft ones (`match`, `case`, `type`) are names. */
export const KEYWORDS: ReadonlyMap<string, number> = new Map<string, number>([
  ['False', T.false],
  ['None', T.none],
  ['True', T.true],
  ...Object.entries(T).filter(([word, kind]) => kind > T.true && /^[a-z]+$/u.test(word)),
]);

/** Keywords that no expression holds: one that begins a line tells that the brackets before it were never closed. */
const STATEMENTS: ReadonlySet<number> = new Set([
  T.assert,
  T.break,
  T.class,
  T.continue,
  T.def,
  T.del,
  T.elif,
  T.except,
  T.finally,
  T.global,
  T.import,
  T.nonlocal,
  T.pass,
  T.raise,
  T.return,
  T.try,
  T.while,
  T.with,
]);

export function beginsStatement(kind: number): boolean {
  return STATEMENTS.has(kind);
}

const SINGLE: ReadonlyMap<string, number> = new Map([
  ['(', T.leftParen],
  [')', T.rightParen],
  ['[', T.leftBracket],
  [']', T.rightBracket],
  ['{', T.leftBrace],
  ['}', T.rightBrace],
  [',', T.comma],
  [':', T.colon],
  ['.', T.dot],
  [';', T.semicolon],
  ['@', T.at],
  ['=', T.assign],
  ['!', T.exclaim],
  ['+', T.plus],
  ['-', T.minus],
  ['*', T.star],
  ['/', T.slash],
  ['%', T.percent],
  ['&', T.ampersand],
  ['|', T.bar],
  ['^', T.caret],
  ['~', T.tilde],
  ['<', T.less],
  ['>', T.greater],
]);

/** Kind of the operator that a character is by itself, by its code; 0: none. */
export const SINGLE_KINDS: Uint8Array = Uint8Array.from(
  { length: 128 },
  (_, code) => SINGLE.get(String.fromCharCode(code)) ?? 0,
);

/** Kind of what an operator and `=` are together, by the first one's code. */
export const WITH_EQUALS: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if ('+-*/%&|^@'.includes(char)) return T.augmented;
  const others: Readonly<Record<string, number>> = {
    '=': T.equal,
    '!': T.notEqual,
    '<': T.lessEqual,
    '>': T.greaterEqual,
    ':': T.walrus,
  };
  return others[char] ?? 0;
});

/** Kind of an operator written twice, by its code. */
export const DOUBLED: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  const kinds: Readonly<Record<string, number>> = {
    '*': T.power,
    '/': T.floor,
    '<': T.shiftLeft,
    '>': T.shiftRight,
  };
  return kinds[String.fromCharCode(code)] ?? 0;
});

/** The tokens of a file, by index. The last one is `T.eof`. */
export interface Tokens {
  readonly text: string;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Collects tokens. */
export class TokenWriter {
  count = 0;
  #kinds: Uint8Array;
  #starts: Int32Array;
  #ends: Int32Array;

  constructor(expected: number) {
    this.#kinds = new Uint8Array(expected);
    this.#starts = new Int32Array(expected);
    this.#ends = new Int32Array(expected);
  }

  push(kind: number, start: number, end: number): void {
    const at = this.count++;
    if (at === this.#kinds.length) this.#grow();
    this.#kinds[at] = kind;
    this.#starts[at] = start;
    this.#ends[at] = end;
  }

  /** The kind of the last token. */
  last(): number {
    return this.count === 0 ? T.newline : (this.#kinds[this.count - 1] ?? T.eof);
  }

  finish(text: string): Tokens {
    return { text, kinds: this.#kinds, starts: this.#starts, ends: this.#ends };
  }

  #grow(): void {
    const kinds = new Uint8Array(this.#kinds.length * 2);
    const starts = new Int32Array(kinds.length);
    const ends = new Int32Array(kinds.length);
    kinds.set(this.#kinds);
    starts.set(this.#starts);
    ends.set(this.#ends);
    this.#kinds = kinds;
    this.#starts = starts;
    this.#ends = ends;
  }
}
