import { RegexFault, type CharacterSet, type Edge, type RegexNode } from './syntax.ts';

/** Tells whether a code unit is in a set; a table for ASCII. */
export type Accepts = (code: number) => boolean;

/** One step of a program; `step` is 1 forward and -1 in what is looked for behind. */
export type Instruction =
  | { readonly do: 'take'; readonly accepts: Accepts; readonly step: 1 | -1 }
  | { readonly do: 'split'; readonly first: number; readonly second: number }
  | { readonly do: 'jump'; readonly to: number }
  | { readonly do: 'edge'; readonly edge: Edge }
  | {
      readonly do: 'look';
      readonly from: number;
      readonly isNegative: boolean;
      readonly to: number;
    }
  | { readonly do: 'match' };

/** `(a{1000}){1000}` would be a million steps; what people write needs a few hundred. */
const maxInstructions = 5_000;

/** Lays a regular expression out as a program for a backtracking machine. */
export function programOf(node: RegexNode, ignoreCase: boolean): readonly Instruction[] {
  const writer = new Writer(ignoreCase);
  writer.write(node, 1);
  writer.push({ do: 'match' });
  return writer.program;
}

class Writer {
  readonly program: Instruction[] = [];
  readonly #ignoreCase: boolean;

  constructor(ignoreCase: boolean) {
    this.#ignoreCase = ignoreCase;
  }

  push(instruction: Instruction): number {
    if (this.program.length >= maxInstructions) {
      throw new RegexFault(0, 'the repetitions in it are too many', 'use smaller numbers');
    }
    this.program.push(instruction);
    return this.program.length - 1;
  }

  write(node: RegexNode, step: 1 | -1): void {
    switch (node.kind) {
      case 'set':
        this.push({ do: 'take', accepts: acceptor(node.set, this.#ignoreCase), step });
        break;
      case 'sequence':
        for (const part of step === 1 ? node.parts : node.parts.toReversed()) {
          this.write(part, step);
        }
        break;
      case 'choice':
        this.#choice(node.options, step);
        break;
      case 'repeat':
        this.#repeat(node, step);
        break;
      case 'edge':
        this.push({ do: 'edge', edge: node.edge });
        break;
      case 'look':
        this.#look(node);
        break;
    }
  }

  #choice(options: readonly RegexNode[], step: 1 | -1): void {
    const jumps: number[] = [];
    for (const [index, option] of options.entries()) {
      const isLast = index === options.length - 1;
      const split = isLast ? -1 : this.push({ do: 'match' });
      this.write(option, step);
      if (isLast) continue;
      jumps.push(this.push({ do: 'match' }));
      this.#set(split, { do: 'split', first: split + 1, second: this.program.length });
    }
    for (const jump of jumps) this.#set(jump, { do: 'jump', to: this.program.length });
  }

  #repeat(node: Extract<RegexNode, { kind: 'repeat' }>, step: 1 | -1): void {
    for (let count = 0; count < node.min; count++) this.write(node.inner, step);
    if (node.max === Number.POSITIVE_INFINITY) {
      const split = this.push({ do: 'match' });
      this.write(node.inner, step);
      this.push({ do: 'jump', to: split });
      this.#fork(split, node.isLazy);
      return;
    }
    const splits: number[] = [];
    for (let count = node.min; count < node.max; count++) {
      splits.push(this.push({ do: 'match' }));
      this.write(node.inner, step);
    }
    for (const split of splits) this.#fork(split, node.isLazy);
  }

  /** Of what may be left out: goes on behind it, or from here to the end of the program. */
  #fork(split: number, isLazy: boolean): void {
    const [inside, after] = [split + 1, this.program.length];
    const [first, second] = isLazy ? [after, inside] : [inside, after];
    this.#set(split, { do: 'split', first, second });
  }

  #look({ inner, isBehind, isNegative }: Extract<RegexNode, { kind: 'look' }>): void {
    const look = this.push({ do: 'match' });
    this.write(inner, isBehind ? -1 : 1);
    this.push({ do: 'match' });
    this.#set(look, { do: 'look', from: look + 1, isNegative, to: this.program.length });
  }

  #set(at: number, instruction: Instruction): void {
    this.program[at] = instruction;
  }
}

function acceptor({ ranges, negated }: CharacterSet, ignoreCase: boolean): Accepts {
  const plain = (code: number): boolean =>
    ranges.some(([low, high]) => code >= low && code <= high) !== negated;
  const folded = (code: number): boolean => {
    if (plain(code)) return !negated || alsoFolded(code, plain, negated);
    return !negated && alsoFolded(code, plain, negated);
  };
  const accepts = ignoreCase ? folded : plain;
  const table = Uint8Array.from({ length: 128 }, (_, code) => (accepts(code) ? 1 : 0));
  return (code) => (code < 128 ? table[code] === 1 : accepts(code));
}

/** Whether the other case of a character is accepted as well: of a negated set both cases must be. */
function alsoFolded(code: number, plain: Accepts, negated: boolean): boolean {
  const character = String.fromCharCode(code);
  const cases = [character.toLowerCase(), character.toUpperCase()].map((each) =>
    each.charCodeAt(0),
  );
  return negated ? cases.every(plain) : cases.some(plain);
}
