import type { Component, ComponentList } from '../../../model/component.ts';

/** More than this is not counted: the number grows exponentially with the depth of a graph. */
const MAX_PATHS = 1_000_000_000;

/** How components came in: by which declared dependency, over which others. Built once a list, linear. */
export class DependencyPaths {
  readonly #components: readonly Component[];
  /** Of each component the one before it on a shortest path; -1: declared; undefined: nothing leads to it. */
  readonly #before: (number | undefined)[];
  readonly #direct: readonly number[];
  #counts: readonly number[] | undefined;

  constructor({ components }: ComponentList) {
    this.#components = components;
    this.#direct = components.flatMap(({ direct }, index) => (direct ? [index] : []));
    this.#before = Array.from({ length: components.length });
    const queue = [...this.#direct];
    for (const index of queue) this.#before[index] = -1;
    for (let at = 0; at < queue.length; at += 1) {
      const index = queue[at] ?? 0;
      for (const next of components[index]?.dependsOn ?? []) {
        if (this.#before[next] !== undefined) continue;
        this.#before[next] = index;
        queue.push(next);
      }
    }
  }

  /** Indexes from the declared dependency to the component; empty where nothing leads to it. */
  shortest(index: number): readonly number[] {
    const path: number[] = [];
    let at: number | undefined = index;
    while (at !== undefined && at !== -1) {
      path.push(at);
      at = this.#before[at];
    }
    return at === undefined ? [] : path.toReversed();
  }

  /** Different ways from declared dependencies to the component, at most a billion; a circle counts as one step. */
  count(index: number): number {
    this.#counts ??= countPaths(this.#components, this.#direct);
    return this.#counts[index] ?? 0;
  }
}

/**
 * Paths over the graph of circles (strongly connected components; Tarjan 1972, without recursion), which come out with
 * those that depend on them last: counted from the end.
 */
function countPaths(
  components: readonly Component[],
  direct: readonly number[],
): readonly number[] {
  const { circleOf, circles } = circlesOf(components);
  const counts = circles.map(() => 0);
  for (const index of direct) add(counts, circleOf[index] ?? 0, 1);
  for (let circle = circles.length - 1; circle >= 0; circle -= 1) {
    const members = circles[circle] ?? [];
    for (const next of members.flatMap((index) => components[index]?.dependsOn ?? [])) {
      const other = circleOf[next] ?? circle;
      if (other !== circle) add(counts, other, counts[circle] ?? 0);
    }
  }
  return circleOf.map((circle) => counts[circle] ?? 0);
}

function add(counts: number[], at: number, paths: number): void {
  counts[at] = Math.min(MAX_PATHS, (counts[at] ?? 0) + paths);
}

interface Circles {
  readonly circleOf: readonly number[];
  /** Members of each; a circle comes before those that depend on it. */
  readonly circles: readonly (readonly number[])[];
}

function circlesOf(components: readonly Component[]): Circles {
  const search = new CircleSearch(components);
  for (let index = 0; index < components.length; index += 1) search.from(index);
  return search;
}

class CircleSearch implements Circles {
  readonly circleOf: number[];
  readonly circles: number[][] = [];
  readonly #components: readonly Component[];
  readonly #order: number[];
  readonly #low: number[];
  readonly #open: number[] = [];
  #next = 1;

  constructor(components: readonly Component[]) {
    this.#components = components;
    this.circleOf = components.map(() => -1);
    this.#order = components.map(() => 0);
    this.#low = components.map(() => 0);
  }

  from(start: number): void {
    if (this.#order[start] !== 0) return;
    const stack = [{ index: start, edge: 0 }];
    this.#enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = this.#components[top.index]?.dependsOn[top.edge];
      top.edge += 1;
      if (next === undefined) {
        stack.pop();
        this.#leave(top.index, stack.at(-1)?.index);
      } else if (this.#order[next] === 0) {
        this.#enter(next);
        stack.push({ index: next, edge: 0 });
      } else if (this.circleOf[next] === -1) {
        this.#lower(top.index, this.#order[next] ?? 0);
      }
    }
  }

  #enter(index: number): void {
    this.#order[index] = this.#next;
    this.#low[index] = this.#next;
    this.#next += 1;
    this.#open.push(index);
  }

  #leave(index: number, parent: number | undefined): void {
    const low = this.#low[index] ?? 0;
    if (parent !== undefined) this.#lower(parent, low);
    if (low !== this.#order[index]) return;
    const members: number[] = [];
    for (let member = this.#open.pop(); member !== undefined; member = this.#open.pop()) {
      this.circleOf[member] = this.circles.length;
      members.push(member);
      if (member === index) break;
    }
    this.circles.push(members);
  }

  #lower(index: number, low: number): void {
    this.#low[index] = Math.min(this.#low[index] ?? low, low);
  }
}
