/** A value of a comparison; undefined: it cannot be told. */
type Value = number | string | boolean | undefined;

/** Evaluates a comparison with what the metavariables stand for. */
export type CompiledComparison = (textOf: (name: string) => string | undefined) => boolean;

const maxCharacters = 500;
const maxDepth = 20;

/**
 * `$BITS < 2048`, `$A == "md5" or not ($B >= 1)`: numbers and strings, `+ - *`, comparisons, `and`, `or`, `not`,
 * parentheses. A metavariable is its number or what its string holds; what cannot be compared is false.
 */
export function compileComparison(text: string): CompiledComparison | { readonly what: string } {
  if (text.length > maxCharacters) return { what: `longer than ${maxCharacters} characters` };
  const tokens =
    text.match(
      /\s*(?:\$[A-Z_][A-Z0-9_]*|\d+(?:\.\d+)?|0x[0-9a-fA-F]+|"[^"]*"|'[^']*'|[<>=!]=|[<>()+*-]|\w+|\S)/gu,
    ) ?? [];
  const parser = new Parser(tokens.map((token) => token.trim()));
  try {
    const evaluate = parser.whole();
    return (textOf) => evaluate(textOf) === true;
  } catch (error) {
    if (!(error instanceof ComparisonFault)) throw error;
    return { what: error.message };
  }
}

class ComparisonFault extends Error {}

type Evaluate = (textOf: (name: string) => string | undefined) => Value;

class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  whole(): Evaluate {
    const value = this.#or(0);
    if (this.#at < this.#tokens.length) {
      throw new ComparisonFault(`"${this.#peek()}" is not expected`);
    }
    return value;
  }

  #or(depth: number): Evaluate {
    if (depth > maxDepth) throw new ComparisonFault('nested too deeply');
    let left = this.#and(depth);
    while (this.#take('or')) {
      const [first, second] = [left, this.#and(depth)];
      left = (of) => first(of) === true || second(of) === true;
    }
    return left;
  }

  #and(depth: number): Evaluate {
    let left = this.#not(depth);
    while (this.#take('and')) {
      const [first, second] = [left, this.#not(depth)];
      left = (of) => first(of) === true && second(of) === true;
    }
    return left;
  }

  #not(depth: number): Evaluate {
    if (depth > maxDepth) throw new ComparisonFault('nested too deeply');
    if (!this.#take('not')) return this.#compared(depth);
    const inner = this.#not(depth + 1);
    return (of) => inner(of) === false;
  }

  #compared(depth: number): Evaluate {
    const left = this.#sum(depth);
    const operator = ['<', '<=', '>', '>=', '==', '!='].find((each) => this.#take(each));
    if (operator === undefined) return left;
    const right = this.#sum(depth);
    return (of) => compared(operator, left(of), right(of));
  }

  #sum(depth: number): Evaluate {
    let left = this.#operand(depth);
    for (;;) {
      const operator = ['+', '-', '*'].find((each) => this.#take(each));
      if (operator === undefined) return left;
      const [first, second] = [left, this.#operand(depth)];
      left = (of) => calculated(operator, first(of), second(of));
    }
  }

  #operand(depth: number): Evaluate {
    const token = this.#peek();
    this.#at += 1;
    if (token === '(') {
      const inner = this.#or(depth + 1);
      if (!this.#take(')')) throw new ComparisonFault('a ")" is missing');
      return inner;
    }
    if (token === '-') {
      const inner = this.#operand(depth + 1);
      return (of) => calculated('-', 0, inner(of));
    }
    if (token.startsWith('$')) return (of) => valueOf(of(token));
    if (/^["'\d]/u.test(token)) return () => valueOf(token);
    if (token === 'True' || token === 'true') return () => true;
    if (token === 'False' || token === 'false') return () => false;
    throw new ComparisonFault(
      token === '' ? 'something is missing at the end' : `"${token}" is not known here`,
    );
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #take(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#at += 1;
    return true;
  }
}

function valueOf(text: string | undefined): Value {
  if (text === undefined) return undefined;
  const quoted = /^(["'`])(?<inside>[\s\S]*)\1$/u.exec(text.trim())?.groups?.['inside'];
  if (quoted !== undefined) return quoted;
  const plain = text.trim().replaceAll('_', '');
  if (/^-?(?:0[xXoObB][\da-fA-F]+|\d+(?:\.\d+)?(?:e\d{1,3})?)[lLn]?$/u.test(plain)) {
    return Number(plain.replace(/[lLn]$/u, ''));
  }
  return text;
}

function calculated(operator: string, left: Value, right: Value): Value {
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  if (operator === '+') return left + right;
  return operator === '-' ? left - right : left * right;
}

function compared(operator: string, left: Value, right: Value): Value {
  if (left === undefined || right === undefined) return undefined;
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (typeof left !== typeof right || typeof left === 'boolean') return undefined;
  const order = left < right ? -1 : left > right ? 1 : 0;
  if (operator.startsWith('<')) return operator === '<' ? order < 0 : order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}
