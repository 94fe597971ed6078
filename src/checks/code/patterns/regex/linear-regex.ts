import { programOf, type Accepts, type Instruction } from './program.ts';
import { parseRegex } from './parse.ts';
import { RegexFault, type Edge } from './syntax.ts';

export interface RegexMatch {
  readonly start: number;
  readonly end: number;
}

/** A regular expression of a user's, which a hostile text cannot make slow. */
export interface LinearRegex {
  readonly source: string;
  /** The first match from an offset on; `gave-up`: the text is too long for it, or looks around too often. */
  find(text: string, from?: number): RegexMatch | 'gave-up' | undefined;
}

/** What is wrong with it, at which character (from 0), and how to mend it. */
export interface RegexProblem {
  readonly offset: number;
  readonly what: string;
  readonly repair?: string;
}

/** Steps of one `find`: a tenth of a second at the most (measured: 60 million a second, 2026-11, 2 cores). */
const maxSteps = 5_000_000;
/** Bits that remember where the machine was: 32 MiB. */
const maxStates = 2 ** 28;

/**
 * Compiles a regular expression of a user's. The language's own engine takes exponential time for some; this machine
 * goes back as that one does, but never tries a step twice at the same place, so its time is at most the length of the
 * text times that of the expression (as RE2's BitState does; https://swtch.com/~rsc/regexp/regexp3.html).
 */
export function compileRegex(source: string): LinearRegex | { readonly problem: RegexProblem } {
  try {
    const { node, flags } = parseRegex(source);
    const program = programOf(node, flags.ignoreCase);
    const first = firstOf(program);
    return {
      source,
      find: (text, from = 0) => new Machine(program, text).find(from, first),
    };
  } catch (error) {
    if (!(error instanceof RegexFault)) throw error;
    const { offset, message: what, repair } = error;
    return { problem: { offset, what, ...(repair === undefined ? {} : { repair }) } };
  }
}

export function isRegex(
  compiled: LinearRegex | { readonly problem: RegexProblem },
): compiled is LinearRegex {
  return 'find' in compiled;
}

/** What a match can begin with; undefined: it may be empty, or begins with a look around. */
function firstOf(program: readonly Instruction[]): readonly Accepts[] | undefined {
  const found: Accepts[] = [];
  const open = [0];
  const seen = new Set<number>();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const instruction = program[at];
    if (instruction === undefined || seen.has(at)) continue;
    seen.add(at);
    if (instruction.do === 'take') found.push(instruction.accepts);
    else if (instruction.do === 'split') open.push(instruction.first, instruction.second);
    else if (instruction.do === 'jump') open.push(instruction.to);
    else if (instruction.do === 'edge') open.push(at + 1);
    else if (instruction.do === 'look') open.push(instruction.to);
    else return undefined;
  }
  return found;
}

class Machine {
  readonly #program: readonly Instruction[];
  readonly #text: string;
  #steps = 0;

  constructor(program: readonly Instruction[], text: string) {
    this.#program = program;
    this.#text = text;
  }

  find(from: number, first: readonly Accepts[] | undefined): RegexMatch | 'gave-up' | undefined {
    const states = (this.#text.length - from + 1) * this.#program.length;
    if (states > maxStates) return 'gave-up';
    // What failed from one beginning fails from every other: one memory for all of them.
    const visited = new Uint32Array((states >>> 5) + 1);
    for (let start = from; start <= this.#text.length; start++) {
      if (first !== undefined && !this.#canBegin(start, first)) continue;
      const end = this.#run(0, start, { visited, from });
      if (this.#steps > maxSteps) return 'gave-up';
      if (end !== undefined) return { start, end };
    }
    return undefined;
  }

  #canBegin(at: number, first: readonly Accepts[]): boolean {
    if (at >= this.#text.length) return false;
    const code = this.#text.charCodeAt(at);
    return first.some((accepts) => accepts(code));
  }

  /** Where a match that begins here ends. */
  #run(
    pc: number,
    start: number,
    memory: { readonly visited: Uint32Array; readonly from: number } | undefined,
  ): number | undefined {
    const own = new Set<number>();
    const size = this.#program.length;
    const isKnown = (state: number): boolean => {
      if (memory !== undefined) return isSet(memory.visited, state);
      const known = own.has(state);
      own.add(state);
      return known;
    };
    const stack = [pc, start];
    while (stack.length > 0) {
      const at = stack.pop() ?? 0;
      const here = stack.pop() ?? 0;
      if (++this.#steps > maxSteps) return undefined;
      const state = (at - (memory?.from ?? 0)) * size + here;
      if (isKnown(state)) continue;
      if (this.#step(here, at, stack) === 'match') return at;
    }
    return undefined;
  }

  /** Pushes what comes next, the preferred last. */
  #step(here: number, at: number, stack: number[]): 'match' | undefined {
    const instruction = this.#program[here];
    switch (instruction?.do) {
      case undefined:
      case 'match':
        return 'match';
      case 'take':
        if (this.#takes(instruction, at)) stack.push(here + 1, at + instruction.step);
        return undefined;
      case 'split':
        stack.push(instruction.second, at, instruction.first, at);
        return undefined;
      case 'jump':
        stack.push(instruction.to, at);
        return undefined;
      case 'edge':
        if (isEdge(this.#text, at, instruction.edge)) stack.push(here + 1, at);
        return undefined;
      case 'look': {
        // With a memory of its own: what succeeds inside says nothing of what comes after.
        const isFound = this.#run(instruction.from, at, undefined) !== undefined;
        if (isFound !== instruction.isNegative) stack.push(instruction.to, at);
        return undefined;
      }
    }
  }

  #takes({ accepts, step }: Extract<Instruction, { do: 'take' }>, at: number): boolean {
    const index = step === 1 ? at : at - 1;
    return index >= 0 && index < this.#text.length && accepts(this.#text.charCodeAt(index));
  }
}

/** Sets a bit and tells whether it was set. */
function isSet(bits: Uint32Array, index: number): boolean {
  const word = index >>> 5;
  const bit = 1 << (index & 31);
  const before = bits[word] ?? 0;
  if ((before & bit) !== 0) return true;
  bits[word] = before | bit;
  return false;
}

function isEdge(text: string, at: number, edge: Edge): boolean {
  switch (edge) {
    case 'text-start':
      return at === 0;
    case 'text-end':
      return at === text.length;
    case 'last-line-end':
      return at === text.length || (at === text.length - 1 && text[at] === '\n');
    case 'line-start':
      return at === 0 || text[at - 1] === '\n';
    case 'line-end':
      return at === text.length || text[at] === '\n';
    case 'word':
      return isWord(text, at - 1) !== isWord(text, at);
    case 'not-word':
      return isWord(text, at - 1) === isWord(text, at);
  }
}

function isWord(text: string, at: number): boolean {
  return /\w/u.test(text[at] ?? '');
}
