import { CODE, sizeOf } from '../ir/encoding.ts';
import type { FunctionIr, ModuleIr } from '../ir/ir.ts';
import type { FunctionRule } from './hit.ts';

/** Where an operation names something: what it calls, reads, stores, computes or states. */
const NAME_AT: ReadonlyMap<number, number> = new Map([
  [CODE.call, 6],
  [CODE.load, 5],
  [CODE.store, 5],
  [CODE.compute, 4],
  [CODE.constant, 5],
]);

/** Tells which rules a function may matter to, by the numbers alone: few functions have to be decoded. */
export class WordFilter {
  readonly #rules: readonly FunctionRule[];
  readonly #ir: ModuleIr;
  /** Rules by the number of a string, as bits. */
  readonly #bits: Int32Array;
  readonly #isEmpty: boolean;

  constructor(ir: ModuleIr, rules: readonly FunctionRule[]) {
    this.#ir = ir;
    this.#rules = rules;
    const byWord = bitsByWord(rules);
    this.#bits = Int32Array.from(ir.strings, (text) => byWord.get(text) ?? 0);
    this.#isEmpty = this.#bits.every((bits) => bits === 0) && !namesMethod(ir, byWord);
  }

  rulesFor(fn: FunctionIr): readonly FunctionRule[] {
    if (this.#isEmpty) return [];
    const found = fn.blocks.reduce((bits, from) => bits | this.#bitsFrom(from), 0);
    return this.#rules.filter(
      ({ words }, index) => (found & (1 << index)) !== 0 || words.includes(fn.name),
    );
  }

  #bitsFrom(from: number): number {
    const { code } = this.#ir;
    let bits = 0;
    for (let at = from; at < code.length; at += sizeOf(code, at)) {
      const kind = code[at] ?? CODE.stop;
      if (kind >= CODE.jump) break;
      const offset = NAME_AT.get(kind);
      if (offset !== undefined) bits |= this.#bits[code[at + offset] ?? -1] ?? 0;
    }
    return bits;
  }
}

function bitsByWord(rules: readonly FunctionRule[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [index, { words }] of rules.entries()) {
    for (const word of words) found.set(word, (found.get(word) ?? 0) | (1 << index));
  }
  return found;
}

function namesMethod({ functions }: ModuleIr, words: ReadonlyMap<string, number>): boolean {
  return functions.some(({ name }) => words.has(name));
}
