import { automatonOf, END, type Automaton } from './automaton.ts';
import { areAll, overlaps } from './character-sets.ts';
import { parsedRegex } from './parsed.ts';

/** Pairs of positions that are looked at, of one pattern. */
const MAX_STEPS = 200_000;

/**
 * Whether a machine that goes back can take exponential time for a pattern: a repetition reads some text in two ways,
 * and what follows it can fail (Weideman et al. 2016, https://doi.org/10.1007/978-3-319-40946-7_27). The pattern is
 * read, never run; where it is too large to be sure, the answer is no.
 */
export function isExponential(source: string, flags: string, isWhole: boolean): boolean {
  const node = parsedRegex(source, flags);
  const automaton = node === undefined ? undefined : automatonOf(node, flags.includes('i'));
  return automaton !== undefined && new Search(automaton, isWhole).finds();
}

class Search {
  readonly #automaton: Automaton;
  readonly #isWhole: boolean;
  #steps = 0;

  constructor(automaton: Automaton, isWhole: boolean) {
    this.#automaton = automaton;
    this.#isWhole = isWhole;
  }

  finds(): boolean {
    return this.#automaton.sets.some((_, from) => {
      const loop = this.#automaton.loops[from] ?? -1;
      return loop !== -1 && this.#forks(from) && this.#canFail(loop) && this.#comesBack(from);
    });
  }

  /** What follows within the same repetition. */
  #within(position: number): readonly number[] {
    const { follows, loops } = this.#automaton;
    return (follows[position] ?? []).filter(
      (next) => next !== END && loops[next] === loops[position],
    );
  }

  /** Two ways on that the same character takes. */
  #forks(from: number): boolean {
    const next = this.#within(from);
    return next.some((one, index) => next.slice(index + 1).some((other) => this.#meet(one, other)));
  }

  #meet(one: number, other: number): boolean {
    const { sets } = this.#automaton;
    return overlaps(sets[one] ?? [], sets[other] ?? []);
  }

  /** Whether one text leads from a position back to it in two ways. */
  #comesBack(from: number): boolean {
    const size = this.#automaton.sets.length;
    const seen = new Set<number>();
    // A pair of positions, and whether the two ways have parted.
    const open: (readonly [number, number, boolean])[] = [[from, from, false]];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [left, right, hasParted] = at;
      for (const [one, other, parts] of this.#pairs(left, right)) {
        if (++this.#steps > MAX_STEPS) return false;
        const parted = hasParted || parts;
        if (parted && one === from && other === from) return true;
        const key = (one * size + other) * 2 + (parted ? 1 : 0);
        if (seen.has(key)) continue;
        seen.add(key);
        open.push([one, other, parted]);
      }
    }
    return false;
  }

  *#pairs(left: number, right: number): Generator<readonly [number, number, boolean]> {
    const [ones, others] = [this.#within(left), this.#within(right)];
    for (const [index, one] of ones.entries()) {
      for (const [place, other] of others.entries()) {
        if (!this.#meet(one, other)) continue;
        // From one position to one next by two repetitions: two ways that never differ in a position.
        yield [one, other, one !== other || (left === right && index !== place)];
      }
    }
  }

  /** Whether something may keep the pattern from matching once the repetition has read what it can. */
  #canFail(loop: number): boolean {
    const { sets, follows, loops } = this.#automaton;
    const inside = sets.flatMap((_, position) => (loops[position] === loop ? [position] : []));
    const after = inside
      .flatMap((position) => follows[position] ?? [])
      .filter((next) => next === END || loops[next] !== loop);
    if (after.includes(END) && !this.#isWhole) return false;
    const readsAll = areAll(inside.map((position) => sets[position] ?? []));
    // At an edge after everything was read: the end of the text.
    return !readsAll || after.some((next) => (sets[next]?.length ?? 0) > 0);
  }
}
