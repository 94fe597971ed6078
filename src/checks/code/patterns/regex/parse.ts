import { classes, complement, controls, edges, posix } from './classes.ts';
import { RegexFault, type CharacterSet, type RegexFlags, type RegexNode } from './syntax.ts';

/** Longer ones are programs; those belong into patterns. */
export const maxRegexCharacters = 2_000;
const maxDepth = 50;
const maxRepeat = 1_000;

/**
 * Reads a regular expression as Perl, Python and JavaScript write it, as far as the three agree: sets, groups,
 * alternatives, repetition, edges, lookaround and leading flags. Back references are refused: they cannot be matched in
 * time that is linear in the text.
 */
export function parseRegex(source: string): { node: RegexNode; flags: RegexFlags } {
  if (source.length > maxRegexCharacters) {
    throw new RegexFault(0, `longer than ${maxRegexCharacters} characters`);
  }
  const parser = new Parser(source);
  const node = parser.choice(0);
  parser.end();
  return { node, flags: parser.flags };
}

class Parser {
  readonly flags: RegexFlags = { ignoreCase: false, multiline: false, dotAll: false };
  readonly #source: string;
  #at = 0;
  #isExtended = false;

  constructor(source: string) {
    this.#source = source;
    const leading = /^\(\?(?<flags>[imsxu]{1,5})\)/u.exec(source);
    if (leading === null) return;
    this.#at = leading[0].length;
    this.#setFlags(leading.groups?.['flags'] ?? '');
  }

  end(): void {
    if (this.#at < this.#source.length) throw this.#fault('a ")" that closes nothing');
  }

  choice(depth: number): RegexNode {
    if (depth > maxDepth) throw this.#fault(`nested deeper than ${maxDepth} levels`);
    const options = [this.#sequence(depth)];
    while (this.#take('|')) options.push(this.#sequence(depth));
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
  }

  #sequence(depth: number): RegexNode {
    const parts: RegexNode[] = [];
    for (;;) {
      const next = this.#peek();
      if (next === '' || next === '|' || next === ')') break;
      if (this.#isExtended && this.#skipped(next)) continue;
      const atom = this.#atom(depth);
      if (atom !== undefined) parts.push(this.#repeated(atom));
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'sequence', parts };
  }

  #skipped(next: string): boolean {
    if (/\s/u.test(next)) this.#at += 1;
    else if (next === '#') {
      const end = this.#source.indexOf('\n', this.#at);
      this.#at = end === -1 ? this.#source.length : end;
    } else return false;
    return true;
  }

  #repeated(inner: RegexNode): RegexNode {
    const count = this.#count();
    if (count === undefined) return inner;
    const isLazy = this.#take('?');
    if (!isLazy && this.#peek() === '+') {
      throw this.#fault('possessive repetition is not supported', 'leave the second + out');
    }
    if (/^[*+?]/u.test(this.#peek())) throw this.#fault('a repetition of a repetition');
    return { kind: 'repeat', inner, ...count, isLazy };
  }

  #count(): { readonly min: number; readonly max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#take('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#take('?')) return { min: 0, max: 1 };
    return this.#braces();
  }

  #braces(): { readonly min: number; readonly max: number } | undefined {
    const braces = /^\{(?<min>\d{0,6})(?<to>,(?<max>\d{0,6}))?\}/u.exec(
      this.#source.slice(this.#at, this.#at + 20),
    );
    const { min = '', to, max = '' } = braces?.groups ?? {};
    if (braces === null || (min === '' && max === '')) return undefined;
    const low = Number(min);
    const high = highOf(low, to, max);
    const isHuge = low > maxRepeat || (high > maxRepeat && Number.isFinite(high));
    if (isHuge || low > high) {
      throw this.#fault(`a repetition needs two numbers up to ${maxRepeat}, the smaller one first`);
    }
    this.#at += braces[0].length;
    return { min: low, max: high };
  }

  #atom(depth: number): RegexNode | undefined {
    const next = this.#peek();
    switch (next) {
      case '(':
        return this.#group(depth);
      case '[':
        return { kind: 'set', set: this.#set() };
      case '.':
        this.#at += 1;
        return { kind: 'set', set: { ranges: this.flags.dotAll ? [] : [[10, 10]], negated: true } };
      case '^':
        this.#at += 1;
        return { kind: 'edge', edge: this.flags.multiline ? 'line-start' : 'text-start' };
      case '$':
        this.#at += 1;
        return { kind: 'edge', edge: this.flags.multiline ? 'line-end' : 'last-line-end' };
      case '\\':
        return this.#escape();
      default:
        if (/[*+?]/u.test(next)) throw this.#fault(`"${next}" repeats nothing`);
        this.#at += 1;
        return literal(next.charCodeAt(0));
    }
  }

  #group(depth: number): RegexNode | undefined {
    this.#at += 1;
    const head =
      /^\?(?:(?<look><?[=!])|(?<plain>:)|(?<flags>[imsx]{1,4})(?<end>[:)])|P?<(?<name>\w{1,100})>|(?<other>.))/u.exec(
        this.#source.slice(this.#at, this.#at + 120),
      );
    const { look, flags, end, other } = head?.groups ?? {};
    if (other !== undefined) throw this.#fault('a kind of group that is not supported');
    this.#at += head?.[0].length ?? 0;
    const before = { ...this.flags };
    if (flags !== undefined) {
      this.#setFlags(flags);
      if (end === ')') return undefined;
    }
    const inner = this.choice(depth + 1);
    if (!this.#take(')')) throw this.#fault('a group that is not closed');
    const isSame = before.ignoreCase === this.flags.ignoreCase;
    if (flags !== undefined && !isSame) {
      throw this.#fault('(?i) holds for the whole expression', 'write it at the beginning');
    }
    Object.assign(this.flags, before);
    if (look === undefined) return inner;
    const isBehind = look.startsWith('<');
    return { kind: 'look', inner, isBehind, isNegative: look.endsWith('!') };
  }

  #setFlags(flags: string): void {
    if (flags.includes('i')) this.flags.ignoreCase = true;
    if (flags.includes('m')) this.flags.multiline = true;
    if (flags.includes('s')) this.flags.dotAll = true;
    if (flags.includes('x')) this.#isExtended = true;
  }

  #escape(): RegexNode {
    const name = this.#source[this.#at + 1] ?? '';
    const edge = Object.hasOwn(edges, name) ? edges[name] : undefined;
    if (edge !== undefined) {
      this.#at += 2;
      return { kind: 'edge', edge };
    }
    if (/[1-9kg]/u.test(name)) throw this.#fault('back references are not supported');
    return { kind: 'set', set: this.#escapedSet() };
  }

  /** At a backslash: the characters that it stands for. */
  #escapedSet(): CharacterSet {
    const name = this.#source[this.#at + 1] ?? '';
    const known = Object.hasOwn(classes, name) ? classes[name] : undefined;
    if (known !== undefined) {
      this.#at += 2;
      return known;
    }
    const code = this.#escapedCode(name);
    return { ranges: [[code, code]], negated: false };
  }

  #escapedCode(name: string): number {
    const hex =
      /^\\(?:x(?<two>[0-9A-Fa-f]{2})|u(?<four>[0-9A-Fa-f]{4})|x\{(?<more>[0-9A-Fa-f]{1,4})\})/u;
    const match = hex.exec(this.#source.slice(this.#at, this.#at + 10));
    if (match !== null) {
      this.#at += match[0].length;
      const { two, four, more } = match.groups ?? {};
      return Number.parseInt(two ?? four ?? more ?? '0', 16);
    }
    const control = Object.hasOwn(controls, name) ? controls[name] : undefined;
    if (name === '' || (control === undefined && /[A-Za-z]/u.test(name))) {
      throw this.#fault(`the escape "\\${name}" is not supported`);
    }
    this.#at += 2;
    return control ?? name.charCodeAt(0);
  }

  #set(): CharacterSet {
    this.#at += 1;
    const negated = this.#take('^');
    const ranges: (readonly [number, number])[] = [];
    for (let isFirst = true; ; isFirst = false) {
      const next = this.#peek();
      if (next === '') throw this.#fault('a "[" that is not closed');
      if (next === ']' && !isFirst) break;
      ranges.push(...this.#member());
    }
    this.#at += 1;
    return { ranges, negated };
  }

  #member(): readonly (readonly [number, number])[] {
    const named = /^\[:(?<name>[a-z]{1,8}):\]/u.exec(this.#source.slice(this.#at, this.#at + 14));
    const known = posix[named?.groups?.['name'] ?? ''];
    if (named !== null && known !== undefined) {
      this.#at += named[0].length;
      return known.ranges;
    }
    const low = this.#one();
    if (typeof low !== 'number') return low;
    const isRange = this.#peek() === '-' && !['', ']'].includes(this.#source[this.#at + 1] ?? '');
    if (!isRange) return [[low, low]];
    this.#at += 1;
    const high = this.#one();
    if (typeof high !== 'number') return [[low, low], [45, 45], ...high];
    if (high < low) throw this.#fault('a range that ends before it begins');
    return [[low, high]];
  }

  /** One character of a set, or the ranges of a class. */
  #one(): number | readonly (readonly [number, number])[] {
    if (this.#peek() !== '\\') return this.#source.charCodeAt(this.#at++);
    if (this.#source[this.#at + 1] === 'b') {
      this.#at += 2;
      return 8;
    }
    const { ranges, negated } = this.#escapedSet();
    const [first] = ranges;
    if (!negated && ranges.length === 1 && first !== undefined && first[0] === first[1]) {
      return first[0];
    }
    return negated ? complement(ranges) : ranges;
  }

  #peek(): string {
    return this.#source[this.#at] ?? '';
  }

  #take(text: string): boolean {
    if (this.#peek() !== text) return false;
    this.#at += 1;
    return true;
  }

  #fault(what: string, repair?: string): RegexFault {
    return new RegexFault(this.#at, what, repair);
  }
}

function literal(code: number): RegexNode {
  return { kind: 'set', set: { ranges: [[code, code]], negated: false } };
}

/** The upper number of `{2}`, `{2,}`, `{2,3}`. */
function highOf(low: number, to: string | undefined, max: string): number {
  if (to === undefined) return low;
  return max === '' ? Number.POSITIVE_INFINITY : Number(max);
}
