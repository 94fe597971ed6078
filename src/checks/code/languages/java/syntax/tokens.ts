const keywords = [
  'abstract',
  'assert',
  'boolean',
  'break',
  'byte',
  'case',
  'catch',
  'char',
  'class',
  'continue',
  'default',
  'do',
  'double',
  'else',
  'enum',
  'extends',
  'false',
  'final',
  'finally',
  'float',
  'for',
  'if',
  'implements',
  'import',
  'instanceof',
  'int',
  'interface',
  'long',
  'native',
  'new',
  'null',
  'package',
  'private',
  'protected',
  'public',
  'return',
  'short',
  'static',
  'strictfp',
  'super',
  'switch',
  'synchronized',
  'this',
  'throw',
  'throws',
  'transient',
  'true',
  'try',
  'void',
  'volatile',
  'while',
] as const;

/** `>` stands alone, so that type arguments may end in several; the parser puts `>>=` together. */
const punctuation = ['(', ')', '{', '}', '[', ']', ';', ',', '.', '...', '@', '::', '->'] as const;
const comparisons = ['=', '==', '>', '<', '<=', '<<', '<<=', '!', '!=', '~', '?', ':'] as const;
const logic = ['&', '&&', '&=', '|', '||', '|=', '^', '^='] as const;
const sums = ['+', '++', '+=', '-', '--', '-=', '*', '*=', '/', '/=', '%', '%='] as const;
const operators: readonly (
  | (typeof punctuation)[number]
  | (typeof comparisons)[number]
  | (typeof logic)[number]
  | (typeof sums)[number]
)[] = [...punctuation, ...comparisons, ...logic, ...sums];

/** Words that are keywords in some places only (`record`, `var`, `yield`) are identifiers here. */
export type Kind =
  | (typeof keywords)[number]
  | (typeof operators)[number]
  | 'identifier'
  | 'number'
  | 'character'
  | 'string'
  | 'text block'
  /** What no token begins with, or a string that does not end. */
  | 'broken'
  | 'end';

const keywordsByHash = new Map<number, (typeof keywords)[number]>(
  keywords.map((word) => [hashOf(word), word]),
);

function hashOf(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length; at++) hash = hashStep(hash, word.charCodeAt(at));
  return hash;
}

/** One letter more of a word: the lexer adds them up while it looks for the end. */
export function hashStep(hash: number, code: number): number {
  return (hash * 31 + code) | 0;
}

/** The kind of the word at `start`, whose letters add up to `hash`. */
export function wordKind(text: string, start: number, hash: number): Kind {
  const word = keywordsByHash.get(hash);
  return word !== undefined && text.startsWith(word, start) ? word : 'identifier';
}

/** Operators by their first character, longest first. */
export const operatorsAt: readonly (readonly Kind[])[] = Array.from({ length: 128 }, (_, code) =>
  operators.filter((each) => each.charCodeAt(0) === code).toSorted((a, b) => b.length - a.length),
);

/** The tokens of a file, the last of kind `end`. */
export class TokenList {
  readonly kinds: Kind[] = [];
  /** Offsets where each begins and ends. */
  starts: Int32Array<ArrayBuffer> = new Int32Array(1_024);
  ends: Int32Array<ArrayBuffer> = new Int32Array(1_024);
  /** Of an opening bracket the token that closes it; else -1. */
  closers: Int32Array<ArrayBuffer> = new Int32Array(1_024);
  readonly #open: number[] = [];
  #openBraces = 0;

  push(kind: Kind, start: number, end: number): void {
    const index = this.kinds.length;
    if (index === this.starts.length) {
      this.starts = wider(this.starts);
      this.ends = wider(this.ends);
      this.closers = wider(this.closers);
    }
    this.kinds.push(kind);
    this.starts[index] = start;
    this.ends[index] = end;
    this.closers[index] = -1;
  }

  open(index: number): void {
    this.#open.push(index);
    if (this.kinds[index] === '{') this.#openBraces += 1;
  }

  /** A `}` closes what was left open within its block; another bracket closes only its like. */
  close(index: number): void {
    const kind = this.kinds[index];
    if (kind === '}') {
      if (this.#openBraces === 0) return;
      while (this.kinds[this.#open.at(-1) ?? -1] !== '{') this.#open.pop();
      this.#openBraces -= 1;
    } else if (this.kinds[this.#open.at(-1) ?? -1] !== (kind === ')' ? '(' : '[')) {
      return;
    }
    this.closers[this.#open.pop() ?? 0] = index;
  }
}

function wider(from: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}
