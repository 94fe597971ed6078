import type { ComponentList } from '../../../model/component.ts';
import type { SourceImports } from '../../../model/source-imports.ts';
import { directUses, type DirectUse } from './direct-uses.ts';

/** How the sources get to a component: by importing it, or something that needs it. */
export interface Reached {
  readonly by: DirectUse;
  /** Indexes from what is imported to the component itself, both included; the shortest there is. */
  readonly path: readonly number[];
}

/** Which components of a list the sources import or lead to. */
export interface ImportedIndex {
  reached(index: number): Reached | undefined;
}

const known = new WeakMap<ComponentList, WeakMap<SourceImports, Map<string, ImportedIndex>>>();

/** Worked out once for a list and imports, in one pass over components and edges. */
export function importedIndex(
  list: ComponentList,
  imports: SourceImports,
  ecosystem: string,
): ImportedIndex {
  const ofList = known.get(list) ?? new WeakMap<SourceImports, Map<string, ImportedIndex>>();
  known.set(list, ofList);
  const ofImports = ofList.get(imports) ?? new Map<string, ImportedIndex>();
  ofList.set(imports, ofImports);
  const index = ofImports.get(ecosystem) ?? new Spread(list, imports, ecosystem);
  ofImports.set(ecosystem, index);
  return index;
}

/** Not reached. */
const NO = -2;
/** Imported by the sources themselves. */
const ROOT = -1;

class Spread implements ImportedIndex {
  readonly #list: ComponentList;
  readonly #uses: ReadonlyMap<number, DirectUse>;
  /** For each component: which one leads to it, on the shortest way. */
  readonly #from: Int32Array;

  constructor(list: ComponentList, imports: SourceImports, ecosystem: string) {
    this.#list = list;
    this.#uses = directUses(list, imports, ecosystem);
    this.#from = new Int32Array(list.components.length).fill(NO);
    const uses = [...this.#uses];
    // What is shipped first: what it leads to is not only of the tests.
    this.#spread(uses.filter(([, { use }]) => use.aside !== true).map(([index]) => index));
    this.#spread(uses.filter(([, { use }]) => use.aside === true).map(([index]) => index));
  }

  reached(index: number): Reached | undefined {
    const path: number[] = [];
    for (let at = index; at >= 0; at = this.#from[at] ?? NO) path.push(at);
    path.reverse();
    const by = this.#uses.get(path[0] ?? NO);
    return by === undefined || this.#from[index] === NO ? undefined : { by, path };
  }

  #spread(roots: readonly number[]): void {
    let front = roots.filter((root) => this.#from[root] === NO);
    for (const root of front) this.#from[root] = ROOT;
    while (front.length > 0) front = front.flatMap((at) => this.#newFrom(at));
  }

  /** What a component needs that nothing led to before. */
  #newFrom(at: number): readonly number[] {
    const needs = this.#list.components[at]?.dependsOn ?? [];
    return needs.filter((needed) => {
      const isNew = this.#from[needed] === NO;
      if (isNew) this.#from[needed] = at;
      return isNew;
    });
  }
}
