/** A licence expression (SPDX 2.3 annex D); a leaf is not looked up yet. */
export type LicenceExpression =
  | {
      readonly kind: 'licence';
      /** As written, words separated by one space: `MIT`, `LicenseRef-x`, but `Apache 2.0` too. */
      readonly words: string;
      /** `MPL-1.1+`. */
      readonly plus: boolean;
      readonly exception?: string;
    }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly LicenceExpression[] };

/** Longest expression that is read, in characters; the longest in the registries that we saw has 300. */
const maxChars = 2_000;
const maxDepth = 30;

/**
 * Reads an expression; undefined for what is none. Wider than the grammar in three points that packages use: operators in
 * any case, `/` between licences for OR (Cargo before 2018), and names of several words as a leaf.
 */
export function parseLicenceExpression(text: string): LicenceExpression | undefined {
  if (text.length > maxChars) return undefined;
  const parser = new Parser(tokensOf(text));
  const expression = parser.or(0);
  return parser.isAtEnd ? expression : undefined;
}

type Token =
  | { readonly kind: 'and' | 'or' | 'with' | 'open' | 'close' }
  | { readonly kind: 'word'; readonly text: string };

const signs: ReadonlyMap<string, Token> = new Map([
  ['(', { kind: 'open' }],
  [')', { kind: 'close' }],
  ['/', { kind: 'or' }],
  ['and', { kind: 'and' }],
  ['or', { kind: 'or' }],
  ['with', { kind: 'with' }],
]);

function tokensOf(text: string): readonly Token[] {
  const words = text.match(/[()/]|[^\s()/]+/g) ?? [];
  return words.map((word) => signs.get(word.toLowerCase()) ?? { kind: 'word', text: word });
}

/** Recursive descent: OR binds weakest, then AND, then WITH. Each method returns undefined where the text is no expression. */
class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  or(depth: number): LicenceExpression | undefined {
    return this.#joined('or', () => this.#joined('and', () => this.#primary(depth)));
  }

  #joined(
    kind: 'and' | 'or',
    part: () => LicenceExpression | undefined,
  ): LicenceExpression | undefined {
    const parts: LicenceExpression[] = [];
    do {
      const next = part();
      if (next === undefined) return undefined;
      parts.push(next);
    } while (this.#take(kind));
    const [only] = parts;
    return parts.length === 1 ? only : { kind, parts };
  }

  #primary(depth: number): LicenceExpression | undefined {
    if (!this.#take('open')) return this.#licence();
    if (depth >= maxDepth) return undefined;
    const inner = this.or(depth + 1);
    return this.#take('close') ? inner : undefined;
  }

  #licence(): LicenceExpression | undefined {
    const words = this.#words();
    if (words === '') return undefined;
    const plus = words.endsWith('+');
    const leaf = { kind: 'licence', words: plus ? words.slice(0, -1) : words, plus } as const;
    if (!this.#take('with')) return leaf;
    const exception = this.#words();
    // Exceptions are ids: one of several words is prose.
    return exception === '' || exception.includes(' ') ? undefined : { ...leaf, exception };
  }

  #words(): string {
    const words: string[] = [];
    for (let token = this.#tokens[this.#at]; token?.kind === 'word';) {
      words.push(token.text);
      this.#at += 1;
      token = this.#tokens[this.#at];
    }
    return words.join(' ');
  }

  #take(kind: Token['kind']): boolean {
    if (this.#tokens[this.#at]?.kind !== kind) return false;
    this.#at += 1;
    return true;
  }
}
