import type { DocumentedComponent, DocumentedGraph } from './stated-graph.ts';

/**
 * Relations that say "the first needs the second", in lower case without underscores: as SPDX 2 and 3 write them.
 * `CONTAINS` is none: scanners of images let the document contain each package, whatever needs it.
 */
const needs: ReadonlySet<string> = new Set([
  'dependson',
  'hasdynamiclink',
  'hasstaticlink',
  'dynamiclink',
  'staticlink',
  'hasoptionaldependency',
  'hasprovideddependency',
  'hasprerequisite',
]);

/** Relations that say the same from the other end. */
const neededBy: ReadonlySet<string> = new Set([
  'dependencyof',
  'runtimedependencyof',
  'optionaldependencyof',
  'provideddependencyof',
  'devdependencyof',
  'testdependencyof',
  'builddependencyof',
  'prerequisitefor',
]);

/** Of these the second is needed for work on the first alone. What a build needs can be in what it makes: it is none. */
const development: ReadonlySet<string> = new Set(['devdependencyof', 'testdependencyof']);

/** The relations of an SPDX document, put together to a graph. */
export class Relations {
  readonly #needs = new Map<string, Set<string>>();
  readonly #roots = new Set<string>();
  readonly #development = new Set<string>();
  readonly #production = new Set<string>();

  root(id: string): void {
    this.#roots.add(id);
  }

  /** A relation of a kind that says nothing of needs is passed over. */
  add(from: string, kind: string, to: string, isForDevelopment: boolean = false): void {
    const word = kind.toLowerCase().replaceAll('_', '');
    if (word === 'describes') this.#roots.add(to);
    else if (word === 'describedby') this.#roots.add(from);
    else if (needs.has(word)) this.#need(from, to, isForDevelopment);
    else if (neededBy.has(word)) this.#need(to, from, isForDevelopment || development.has(word));
  }

  /** The scope of what is needed for development alone is told; of the rest it follows from the graph. */
  graph(components: readonly DocumentedComponent[]): DocumentedGraph {
    const scoped = components.map((component): DocumentedComponent => {
      const { id } = component;
      const isForDevelopment = this.#development.has(id) && !this.#production.has(id);
      return isForDevelopment ? { ...component, scope: 'dev' } : component;
    });
    return { format: 'spdx', components: scoped, needs: this.#needs, roots: this.#roots };
  }

  #need(from: string, to: string, isForDevelopment: boolean): void {
    (isForDevelopment ? this.#development : this.#production).add(to);
    const all = this.#needs.get(from);
    if (all === undefined) this.#needs.set(from, new Set([to]));
    else all.add(to);
  }
}
