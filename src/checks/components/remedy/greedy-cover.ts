/** One that can be chosen. */
export interface Cover {
  /** Indexes of what it covers, each once. */
  readonly covers: readonly number[];
  /** Above 0. */
  readonly cost: number;
  /** Decides between equals. */
  readonly key: string;
}

/** One that was chosen, with what it was the first to cover. */
export interface Chosen {
  readonly index: number;
  readonly covers: readonly number[];
}

/**
 * Weighted set cover, greedily: always the one with the most uncovered weight for its cost. For covering everything its
 * cost is at most ln n + 1 times the best (V. Chvátal, "A greedy heuristic for the set-covering problem", 1979), and better
 * cannot be had in polynomial time. A weight that was computed earlier can only have shrunk, so the candidates stand in
 * a heap and only the first is computed anew (M. Minoux, "Accelerated greedy algorithms", 1978).
 */
export function greedyCover(sets: readonly Cover[], weights: readonly number[]): readonly Chosen[] {
  const covered = new Set<number>();
  const chosen: Chosen[] = [];
  const heap = new Heap(sets);
  for (const [index, set] of sets.entries()) {
    heap.push({ index, worth: worthOf(set, weights, covered) });
  }
  for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
    const set = sets[top.index];
    if (set === undefined) continue;
    const worth = worthOf(set, weights, covered);
    if (worth <= 0) continue;
    if (worth < top.worth) {
      heap.push({ index: top.index, worth });
      continue;
    }
    const fresh = set.covers.filter((each) => !covered.has(each));
    for (const each of fresh) covered.add(each);
    chosen.push({ index: top.index, covers: fresh });
  }
  return chosen;
}

function worthOf(set: Cover, weights: readonly number[], covered: ReadonlySet<number>): number {
  let sum = 0;
  for (const each of set.covers) if (!covered.has(each)) sum += weights[each] ?? 0;
  return sum / set.cost;
}

interface Entry {
  readonly index: number;
  readonly worth: number;
}

/** A binary heap, the worthiest first; among equals the cheaper, then the one whose key is first. */
class Heap {
  readonly #entries: Entry[] = [];
  readonly #sets: readonly Cover[];

  constructor(sets: readonly Cover[]) {
    this.#sets = sets;
  }

  push(entry: Entry): void {
    const entries = this.#entries;
    let at = entries.length;
    entries.push(entry);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = entries[above];
      if (other === undefined || !this.#isBefore(entry, other)) break;
      entries[at] = other;
      at = above;
    }
    entries[at] = entry;
  }

  pop(): Entry | undefined {
    const entries = this.#entries;
    const top = entries[0];
    const last = entries.pop();
    if (top === undefined || last === undefined || entries.length === 0) return top;
    let at = 0;
    for (;;) {
      const below = this.#betterBelow(at);
      const other = entries[below];
      if (other === undefined || !this.#isBefore(other, last)) break;
      entries[at] = other;
      at = below;
    }
    entries[at] = last;
    return top;
  }

  #betterBelow(at: number): number {
    const left = this.#entries[at * 2 + 1];
    const right = this.#entries[at * 2 + 2];
    const isRight = left !== undefined && right !== undefined && this.#isBefore(right, left);
    return at * 2 + (isRight ? 2 : 1);
  }

  #isBefore(a: Entry, b: Entry): boolean {
    if (a.worth !== b.worth) return a.worth > b.worth;
    const one = this.#sets[a.index];
    const other = this.#sets[b.index];
    if (one === undefined || other === undefined) return a.index < b.index;
    if (one.cost !== other.cost) return one.cost < other.cost;
    return one.key === other.key ? a.index < b.index : one.key < other.key;
  }
}
