import type { RegexNode } from '../../patterns/regex/syntax.ts';
import { rangesOf, without, type Ranges } from './character-sets.ts';

/**
 * A pattern as positions and what may follow each (Glushkov 1961), kept apart by the repetition that leads back: two
 * repetitions that lead from one position to the same next one are two ways.
 */
export interface Automaton {
  readonly sets: readonly Ranges[];
  /** By position, what may follow; one that can be reached in two ways is there twice. `END`: the pattern is done. */
  readonly follows: readonly (readonly number[])[];
  /** The outermost repetition without an end that a position lies in, or -1. */
  readonly loops: readonly number[];
}

export const END = -1;

/** More positions than this are not examined. */
const MAX_POSITIONS = 250;
const MAX_FOLLOWS = 4_000;
/** Copies of what is repeated a certain number of times. */
const MAX_COPIES = 4;

interface Part {
  readonly isEmpty: boolean;
  readonly firsts: readonly number[];
  readonly lasts: readonly number[];
}

const nothing: Part = { isEmpty: true, firsts: [], lasts: [] };

/** Undefined: too large, or it looks around within a repetition. */
export function automatonOf(node: RegexNode, ignoresCase: boolean): Automaton | undefined {
  const building = new Building(ignoresCase);
  const whole = building.part(node);
  for (const last of whole.lasts) building.follows[last]?.push(END);
  return building.isTooMuch ? undefined : building;
}

class Building implements Automaton {
  readonly sets: Ranges[] = [];
  readonly follows: number[][] = [];
  readonly loops: number[] = [];
  isTooMuch = false;
  readonly #ignoresCase: boolean;
  #loop = -1;
  #loopCount = 0;
  #edges = 0;

  constructor(ignoresCase: boolean) {
    this.#ignoresCase = ignoresCase;
  }

  part(node: RegexNode): Part {
    if (this.sets.length > MAX_POSITIONS || this.#edges > MAX_FOLLOWS) this.isTooMuch = true;
    if (this.isTooMuch) return nothing;
    switch (node.kind) {
      case 'set':
        return this.#position(rangesOf(node.set, this.#ignoresCase));
      case 'sequence':
        return this.#sequence(node.parts);
      case 'choice':
        return choice(node.options.map((option) => this.part(option)));
      case 'repeat':
        return this.#repeat(node);
      case 'edge':
        // Nothing goes past an edge: within a repetition it keeps apart what it stands between.
        return this.#position([]);
      case 'look':
        if (this.#loop === -1) return this.#position([]);
        this.isTooMuch = true;
        return nothing;
    }
  }

  #position(set: Ranges): Part {
    const position = this.sets.length;
    this.sets.push(set);
    this.follows.push([]);
    this.loops.push(this.#loop);
    return { isEmpty: false, firsts: [position], lasts: [position] };
  }

  #sequence(parts: readonly RegexNode[]): Part {
    let whole = nothing;
    for (let index = 0; index < parts.length; index++) {
      const [node, next] = [parts[index], parts[index + 1]];
      if (node === undefined) continue;
      const narrowed = this.#narrowed(node, next);
      if (narrowed !== undefined) index++;
      whole = this.#joined(whole, narrowed ?? this.part(node));
    }
    return whole;
  }

  /** `(?!x)[a-z]`: a set without some characters. */
  #narrowed(node: RegexNode, next: RegexNode | undefined): Part | undefined {
    if (node.kind !== 'look' || node.isBehind || next?.kind !== 'set') return undefined;
    if (!node.isNegative || node.inner.kind !== 'set') return undefined;
    const [all, not] = [next.set, node.inner.set].map((set) => rangesOf(set, this.#ignoresCase));
    return this.#position(without(all ?? [], not ?? []));
  }

  #joined(left: Part, right: Part): Part {
    this.#connect(left.lasts, right.firsts);
    return {
      isEmpty: left.isEmpty && right.isEmpty,
      firsts: left.isEmpty ? [...left.firsts, ...right.firsts] : left.firsts,
      lasts: right.isEmpty ? [...left.lasts, ...right.lasts] : right.lasts,
    };
  }

  #connect(lasts: readonly number[], firsts: readonly number[]): void {
    this.#edges += lasts.length * firsts.length;
    if (this.#edges > MAX_FOLLOWS) {
      this.isTooMuch = true;
      return;
    }
    for (const last of lasts) this.follows[last]?.push(...firsts);
  }

  #repeat({ inner, min, max }: RegexNode & { readonly kind: 'repeat' }): Part {
    if (max === Number.POSITIVE_INFINITY) return this.#endless(inner, min);
    let whole = nothing;
    const copies = Math.min(min, MAX_COPIES);
    for (let copy = 0; copy < copies; copy++) whole = this.#joined(whole, this.part(inner));
    return this.#optional(whole, inner, Math.min(max - min, MAX_COPIES));
  }

  /** `a(a(a)?)?`: each copy follows the one before it only. */
  #optional(before: Part, inner: RegexNode, copies: number): Part {
    const { firsts, lasts } = { firsts: [...before.firsts], lasts: [...before.lasts] };
    let previous = before.lasts;
    for (let copy = 0; copy < copies; copy++) {
      const part = this.part(inner);
      this.#connect(previous, part.firsts);
      if (before.isEmpty && copy === 0) firsts.push(...part.firsts);
      lasts.push(...part.lasts);
      previous = part.lasts;
    }
    return { isEmpty: before.isEmpty, firsts, lasts };
  }

  #endless(inner: RegexNode, min: number): Part {
    let before = nothing;
    for (let copy = 1; copy < Math.min(min, MAX_COPIES); copy++) {
      before = this.#joined(before, this.part(inner));
    }
    const outer = this.#loop;
    if (outer === -1) this.#loop = this.#loopCount++;
    const body = this.part(inner);
    this.#loop = outer;
    this.#connect(body.lasts, body.firsts);
    return this.#joined(before, { ...body, isEmpty: min === 0 || body.isEmpty });
  }
}

function choice(options: readonly Part[]): Part {
  return {
    isEmpty: options.some((option) => option.isEmpty),
    firsts: options.flatMap((option) => option.firsts),
    lasts: options.flatMap((option) => option.lasts),
  };
}
