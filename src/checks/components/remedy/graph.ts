import type { ComponentList, Requirement } from '../../../model/component.ts';

/** One who asks for a component. */
export interface Asker {
  /** Index of the component that asks. */
  readonly parent: number;
  /** As it was declared; undefined where the list does not say. */
  readonly constraint: string | undefined;
}

/** Who asks for each component of a list. */
export interface Askers {
  readonly parents: readonly (readonly Asker[])[];
  readonly requirements: readonly (readonly Requirement[])[];
}

const known = new WeakMap<ComponentList, Askers>();

/** Linear in the edges, and computed once a list: every finding asks for it. */
export function askersOf(list: ComponentList): Askers {
  const before = known.get(list);
  if (before !== undefined) return before;
  const parents: Asker[][] = list.components.map(() => []);
  for (const [parent, { dependsOn, constraints }] of list.components.entries()) {
    for (const [at, child] of dependsOn.entries()) {
      const constraint = constraints?.[at];
      parents[child]?.push({ parent, constraint: constraint === '' ? undefined : constraint });
    }
  }
  const requirements: Requirement[][] = list.components.map(() => []);
  for (const each of list.requirements) {
    if (each.component !== undefined) requirements[each.component]?.push(each);
  }
  const askers = { parents, requirements };
  known.set(list, askers);
  return askers;
}

/** Indexes of the declared components from which `index` is reached, itself included where it is declared; ascending. */
export function rootsOf(list: ComponentList, starts: readonly number[]): readonly number[] {
  const { parents, requirements } = askersOf(list);
  const seen = new Set(starts);
  const todo = [...starts];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    for (const { parent } of parents[at] ?? []) {
      if (seen.has(parent)) continue;
      seen.add(parent);
      todo.push(parent);
    }
  }
  return [...seen].filter((at) => (requirements[at]?.length ?? 0) > 0).toSorted((a, b) => a - b);
}
